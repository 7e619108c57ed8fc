package io.sluice.server.mount3;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Who has mounted what, as far as clients said: for people who look, and to tell when nobody has a
/// path any more. Any thread may use it.
///
/// A client says MNT for each mount and UMNT for each that it undoes, if it comes to that: so
/// mounts are counted, and a count that is too high only keeps something for longer.
final class MountList {
  /// Clients that never unmount must not fill the memory; the oldest entry goes first.
  private static final int MOST = 256;

  /// A `mountbody`.
  record Mount(String host, String path) {}

  /// How often each was mounted and not unmounted.
  private final LinkedHashMap<Mount, Long> mounts = new LinkedHashMap<>();

  synchronized void add(InetAddress host, String path) {
    Mount mount = new Mount(host.getHostAddress(), path);
    Long before = mounts.remove(mount);
    mounts.putLast(mount, before == null ? 1 : before + 1);
    if (mounts.size() > MOST) {
      mounts.pollFirstEntry();
    }
  }

  /// Takes one mount out.
  ///
  /// @return whether it was the last one of its path
  synchronized boolean remove(InetAddress host, String path) {
    Mount mount = new Mount(host.getHostAddress(), path);
    boolean wasMounted = mounts.containsKey(mount);
    mounts.computeIfPresent(mount, (_, count) -> count > 1 ? count - 1 : null);
    return wasMounted && !isMounted(path);
  }

  /// Takes all mounts of a client out.
  ///
  /// @return the paths that nobody else has mounted
  synchronized List<String> removeAll(InetAddress host) {
    List<String> paths =
        mounts.keySet().stream()
            .filter(mount -> mount.host().equals(host.getHostAddress()))
            .map(Mount::path)
            .toList();
    mounts.keySet().removeIf(mount -> mount.host().equals(host.getHostAddress()));
    return paths.stream().filter(path -> !isMounted(path)).toList();
  }

  private synchronized boolean isMounted(String path) {
    return mounts.keySet().stream().anyMatch(mount -> mount.path().equals(path));
  }

  /// A copy, oldest first.
  synchronized List<Mount> mounts() {
    return new ArrayList<>(mounts.keySet());
  }
}
