package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process holds of the machine's memory at one moment, from `/proc/PID/smaps`
/// (proc_pid_smaps(5)), in bytes.
///
/// @param own heap and off-heap: its anonymous pages, and those of what it maps shared and
///   writable, such as the index of the handle table
/// @param resident the same and the files that it only reads: the JVM's code, its archive of
///   classes, the jar
record MemoryInUse(long own, long resident) {
  /// Of a process that is not there.
  static final MemoryInUse NONE = new MemoryInUse(0, 0);

  /// Reads the process's file.
  static MemoryInUse of(long pid) throws IOException {
    long own = 0;
    long resident = 0;
    boolean sharedAndWritable = false;
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
      if (line.startsWith("Rss:")) {
        resident += bytes(line);
        own += sharedAndWritable ? bytes(line) : 0;
      } else if (line.startsWith("Anonymous:")) {
        own += sharedAndWritable ? 0 : bytes(line);
      } else if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        sharedAndWritable = line.matches("\\S+ .w.s .*");
      }
    }
    return new MemoryInUse(own, resident);
  }

  /// The most of each.
  MemoryInUse max(MemoryInUse other) {
    return new MemoryInUse(Math.max(own, other.own), Math.max(resident, other.resident));
  }

  @Override
  public String toString() {
    return "%d MiB of its own, %d MiB resident".formatted(own >> 20, resident >> 20);
  }

  private static long bytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }
}
