package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The scripts `read-*.sh`: what reading takes through the kernel's client, beside an export in
/// memory.
final class ReadGuest {
  /// Whether all figures are asked for, as they stand in PERFORMANCE.md:
  /// `-Dsluice.read.kernel=true`.
  static final boolean FULL = Boolean.getBoolean("sluice.read.kernel");

  private static final Duration LIMIT = Duration.ofMinutes(FULL ? 10 : 5);
  private static final Duration START = Duration.ofMinutes(1);

  private ReadGuest() {}

  /// A script for a guest whose memory holds what it reads.
  static GuestScript script(String name, ServedBucket bucket) {
    var printed = bucket.client().folder().resolve("sluice.out");
    return GuestScript.named(name)
        .limit(LIMIT)
        .with("SLUICE_OUT", GuestScript.HOST_ROOT + printed)
        .with("MEMORY_PORT", Programs.MEMORY_PORT);
  }

  /// The bucket of [io.sluice.it.fake.ReadTrees], served as the benchmarks of reading have it:
  /// where all figures are asked for by a launcher that has trained, since users have one.
  ///
  /// @param s3 further words for the S3
  static ServedBucket open(String... s3) throws IOException, InterruptedException {
    if (FULL) {
      Launcher.train();
    }
    return ServedBucket.openByLauncher("READS", List.of(s3), "--memory-target", "512MiB");
  }

  /// Starts the export in memory beside the bucket.
  ///
  /// @param keys of the files that have bytes
  static void serveFromMemory(ServedBucket bucket, List<String> keys)
      throws IOException, InterruptedException {
    bucket.client().server("memory", Programs.memoryExport(keys), Map.of()).awaitReady(START);
  }

  /// Runs it, and prints the figures that it notes.
  static GuestResult run(ServedBucket bucket, GuestScript script)
      throws IOException, InterruptedException {
    var result = bucket.client().guest(script);
    var figures = bucket.client().out().resolve("figures");
    System.out.print(Files.exists(figures) ? Files.readString(figures) : "no figures\n");
    return result;
  }
}
