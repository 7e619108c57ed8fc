package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process has used of the machine so far, as Linux counts it.
///
/// @param cpuSeconds of all its threads, in user and kernel mode
/// @param peakBytes the most memory that it had resident at once (`VmHWM`)
public record ProcessUsage(double cpuSeconds, long peakBytes) {
  /// `USER_HZ`, the same on every Linux that runs Java.
  private static final double TICKS_PER_SECOND = 100;

  /// utime, counted behind the name of the process, which may hold blanks (proc_pid_stat(5)).
  private static final int UTIME = 11;

  /// Reads the process's files.
  public static ProcessUsage of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
    try (var lines = Files.lines(process.resolve("status"))) {
      String peak = lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
      long kib = Long.parseLong(peak.replaceAll("\\D", ""));
      return new ProcessUsage(ticks / TICKS_PER_SECOND, kib << 10);
    }
  }
}
