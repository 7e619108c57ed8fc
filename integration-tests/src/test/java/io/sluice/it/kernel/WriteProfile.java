package io.sluice.it.kernel;

import java.util.List;
import java.util.stream.Stream;

/// In which of several ways the tests of writing mount and serve, by
/// `-Dsluice.write.profile=options|plain|nconnect|commit|s3like`.
///
/// @param mount how the guest mounts, in the words of `write-checks.sh`
/// @param s3 further words for the S3 of the tests
/// @param close when files are published, in the words of `--close`
record WriteProfile(String mount, List<String> s3, String close) {
  private static final List<String> ALLOWED = List.of("--allow-delete", "--allow-overwrite");

  WriteProfile {
    s3 = List.copyOf(s3);
  }

  static WriteProfile ofThisRun() {
    String name = System.getProperty("sluice.write.profile", "options");
    return switch (name) {
      case "options", "plain", "nconnect" -> new WriteProfile(name, List.of(), "auto");
      case "commit" -> new WriteProfile("options", List.of(), "commit");
      case "s3like" -> new WriteProfile("options", List.of("s3-like"), "auto");
      default -> throw new IllegalArgumentException("no such profile of writing: " + name);
    };
  }

  /// An empty bucket, served so that files may be removed and replaced.
  ServedBucket open(ServerMemory memory) throws Exception {
    return ServedBucket.open("EMPTY", memory, s3, permissive());
  }

  /// An empty bucket, served without flags that allow anything.
  ServedBucket openStrict(ServerMemory memory) throws Exception {
    return ServedBucket.open("EMPTY", memory, s3, "--close", close);
  }

  /// An empty bucket, served so that files may be removed and replaced, with a small disk of its
  /// own for the state directory.
  ServedBucket openOnSmallDisk(ServerMemory memory) throws Exception {
    return ServedBucket.openOnSmallDisk(memory, s3, permissive());
  }

  /// Kills Sluice and starts it again, with the flags of [#open].
  void killAndRestart(ServedBucket bucket) throws Exception {
    bucket.killAndRestart(permissive());
  }

  private String[] permissive() {
    return Stream.concat(ALLOWED.stream(), Stream.of("--close", close)).toArray(String[]::new);
  }
}
