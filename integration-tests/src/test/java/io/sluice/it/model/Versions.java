package io.sluice.it.model;

import io.sluice.vfs.FileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A2: sizes and times of files. The ctime of a version is always the same, and that of two
/// versions never.
final class Versions {
  private static final int SECTOR = 512;

  private final Map<String, Map<Version, Instant>> changeTimes = new HashMap<>();

  /// Whether the attributes can be this version's, as far as S3 tells.
  static boolean matches(Version version, FileAttributes attributes) {
    return attributes.size() == version.size()
        && attributes.used() == Math.ceilDiv(version.size(), SECTOR) * (long) SECTOR
        && attributes.mtime().equals(version.modified())
        && attributes.atime().equals(version.modified())
        && attributes.ctime().getEpochSecond() == version.modified().getEpochSecond();
  }

  /// A file showed these attributes, which are those of one of these versions.
  void met(String path, List<Version> possible, FileAttributes attributes) {
    Map<Version, Instant> known = changeTimes.computeIfAbsent(path, any -> new HashMap<>());
    List<Version> versions =
        possible.stream().distinct().filter(version -> matches(version, attributes)).toList();
    if (versions.stream()
        .anyMatch(version -> Objects.equals(known.get(version), attributes.ctime()))) {
      return;
    }
    List<Version> unknown = versions.stream().filter(v -> !known.containsKey(v)).toList();
    if (unknown.isEmpty()) {
      throw new Disagreement(
          "A2",
          "the ctime of this version, " + known.get(versions.getFirst()),
          attributes.ctime().toString());
    }
    if (known.containsValue(attributes.ctime())) {
      throw new Disagreement(
          "A2", "a ctime of its own for " + unknown.getFirst(), "that of another version");
    }
    if (unknown.size() == 1) {
      known.put(unknown.getFirst(), attributes.ctime());
    }
  }
}
