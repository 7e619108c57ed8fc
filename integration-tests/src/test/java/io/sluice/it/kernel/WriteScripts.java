package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The scripts `write-*.sh`, and the files that they copy.
final class WriteScripts {
  /// Whether what takes gigabytes or minutes is asked for: `-Dsluice.write.heavy=true`.
  static final boolean HEAVY = Boolean.getBoolean("sluice.write.heavy");

  /// Whether files of 2 GiB are asked for otherwise: see [WriteLargeIT].
  private static final boolean LARGE = Integer.getInteger("sluice.write.large", 0) > 0;

  /// One source has room for two minutes at 1 MB/s.
  private static final List<String> SOURCES =
      List.of(
          "1k=1024",
          "1m=1048576",
          "8m=8388608",
          "20m=20971520",
          "32m=33554432",
          "100m=104857600",
          "256m=268435456",
          "1g=1073741824");

  private static final List<String> LARGEST = List.of("2g=2147483648");

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "target/write-sources").toAbsolutePath();

  private WriteScripts() {}

  /// A script for a guest of 512 MiB, the memory at which Linux sends COMMITs in the middle.
  static GuestScript named(String name, ServedBucket bucket, Duration limit)
      throws IOException, InterruptedException {
    makeSources(bucket.client());
    Path printed = bucket.client().folder().resolve("sluice.out");
    return GuestScript.named(name)
        .memory("512M")
        .limit(HEAVY ? limit.multipliedBy(3) : limit)
        .with("SLUICE_OUT", GuestScript.HOST_ROOT + printed)
        .with("SOURCES", GuestScript.HOST_ROOT + FOLDER)
        .with("MOUNT", WriteProfile.ofThisRun().mount())
        .with("CLOSE", WriteProfile.ofThisRun().close())
        .with("HEAVY", HEAVY ? "yes" : "no");
  }

  private static synchronized void makeSources(KernelClient client)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(FOLDER.toString()));
    Stream.concat(SOURCES.stream(), HEAVY || LARGE ? LARGEST.stream() : Stream.of())
        .forEach(arguments::add);
    client.run("write-sources.sh", arguments.toArray(String[]::new));
  }

  /// Prints the figures that a guest noted.
  static void printFigures(ServedBucket bucket) throws IOException {
    Path figures = bucket.client().out().resolve("figures");
    if (Files.exists(figures)) {
      System.out.print(Files.readString(figures));
    }
  }
}
