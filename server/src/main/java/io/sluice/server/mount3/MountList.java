package io.sluice.server.mount3;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Who has mounted what, as far as clients said: for people who look, nothing depends on it. Any
/// thread may use it.
final class MountList {
  /// Clients that never unmount must not fill the memory; the oldest entry goes first.
  private static final int MOST = 256;

  /// A `mountbody`.
  record Mount(String host, String path) {}

  private final LinkedHashSet<Mount> mounts = new LinkedHashSet<>();

  synchronized void add(InetAddress host, String path) {
    Mount mount = new Mount(host.getHostAddress(), path);
    mounts.remove(mount);
    mounts.addLast(mount);
    if (mounts.size() > MOST) {
      mounts.removeFirst();
    }
  }

  /// Takes one mount out.
  ///
  /// @return whether it was the last one of its path
  synchronized boolean remove(InetAddress host, String path) {
    return mounts.remove(new Mount(host.getHostAddress(), path)) && !isMounted(path);
  }

  /// Takes all mounts of a client out.
  ///
  /// @return the paths that nobody else has mounted
  synchronized List<String> removeAll(InetAddress host) {
    List<String> paths =
        mounts.stream()
            .filter(mount -> mount.host().equals(host.getHostAddress()))
            .map(Mount::path)
            .toList();
    mounts.removeIf(mount -> mount.host().equals(host.getHostAddress()));
    return paths.stream().filter(path -> !isMounted(path)).toList();
  }

  private synchronized boolean isMounted(String path) {
    return mounts.stream().anyMatch(mount -> mount.path().equals(path));
  }

  /// A copy, oldest first.
  synchronized List<Mount> mounts() {
    return new ArrayList<>(mounts);
  }
}
