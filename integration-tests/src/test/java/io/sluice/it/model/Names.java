package io.sluice.it.model;

import io.sluice.vfs.FileName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paths and keys, by N1 to N3. A path has no `/` at its ends; the root's is empty.
final class Names {
  private Names() {}

  /// What a key shows.
  ///
  /// @param directories every one that it proves, from the top
  /// @param file null if the key shows none
  record Shown(List<String> directories, @Nullable String file) {}

  /// What a key shows: a directory for each `/` up to a part that cannot be a name, and a file if
  /// all parts can.
  static Shown by(String key) {
    List<String> directories = new ArrayList<>();
    String path = "";
    int from = 0;
    while (true) {
      int slash = key.indexOf('/', from);
      String name = slash < 0 ? key.substring(from) : key.substring(from, slash);
      if (!isName(name)) {
        return new Shown(directories, null);
      }
      path = child(path, name);
      if (slash < 0) {
        return new Shown(directories, path);
      }
      directories.add(path);
      from = slash + 1;
    }
  }

  static boolean isName(String name) {
    return FileName.isName(name.getBytes(StandardCharsets.UTF_8));
  }

  static String child(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Whether `path` is `directory` or something below it.
  static boolean isWithin(String path, String directory) {
    return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
  }
}
