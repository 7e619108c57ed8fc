package io.sluice.server.mount3;

import java.util.ArrayDeque;
import java.util.Deque;

/// The paths that clients ask for, in the many ways in which they write them.
final class MountPath {
  /// MNTPATHLEN (RFC 1813 section 5.1.2), in bytes.
  static final int LONGEST = 1024;

  static final String ROOT = "/";

  private MountPath() {}

  /// `asked` with one `/` before each component and none at the end; the root is `/`.
  ///
  /// Windows separates by backslashes and writes `!` for the root, since its own syntax needs a
  /// name there. A backslash below a `/` is left alone: it can be part of a key.
  static String normalise(String asked) {
    String path = asked.startsWith(ROOT) ? asked : asked.replace('\\', '/');
    Deque<String> components = new ArrayDeque<>();
    for (String component : path.split("/", -1)) {
      if (!component.isEmpty()) {
        components.add(component);
      }
    }
    if ("!".equals(components.peekFirst())) {
      components.removeFirst();
    }
    return ROOT + String.join("/", components);
  }

  /// The path of an export, or below one, that `asked` stands for: the root stands for the only
  /// export, if there is only one.
  static String exported(String asked, ExportTable exports) {
    String path = normalise(asked);
    boolean stands = path.equals(ROOT) && exports.exports().size() == 1;
    return stands ? exports.exports().getFirst() : path;
  }
}
