package io.sluice.server.state;

import io.sluice.server.process.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The subdirectories of exports that clients mounted by their own paths, remembered on disk: their
/// handles must be understood after a restart, when nobody mounts them anew.
public final class DerivedExports {
  private static final Logger LOG = LoggerFactory.getLogger(DerivedExports.class);

  /// Each costs a handle table and caches of its own.
  static final int MOST = 1024;

  private final Path file;

  /// Guarded by this.
  private final Set<String> paths = new LinkedHashSet<>();

  /// Reads what a state directory remembers.
  public DerivedExports(Path stateDirectory) throws IOException {
    file = stateDirectory.resolve("derived-exports");
    if (Files.exists(file)) {
      paths.addAll(Files.readAllLines(file));
    }
  }

  /// The paths of the exports, the oldest first.
  public synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  /// Remembers a path before a handle of it leaves the server.
  ///
  /// @return whether it is remembered; not if there are too many, or the disk does not take it
  public synchronized boolean remember(String path) {
    if (paths.contains(path)) {
      return true;
    }
    if (paths.size() >= MOST) {
      LOG.warn(
          "{} cannot be mounted: {} subdirectories were mounted already; serve it by name",
          path,
          MOST);
      return false;
    }
    paths.add(path);
    try {
      WholeFile.write(file, String.join("\n", paths).getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException full) {
      paths.remove(path);
      LOG.warn("{} cannot be mounted, as {} cannot be written", path, file, full);
      return false;
    }
  }
}
