package io.sluice.server.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// When a process began, since numbers of processes come again. Linux counts it from the start of
/// the machine, so that it stays the same when the clock is set; what Java makes of that moves.
public final class ProcessStart {
  /// Field 22 of proc(5)'s `stat`, counted behind the name, which may hold blanks.
  private static final int TICKS = 19;

  private ProcessStart() {}

  /// A text that no other process has; empty if it has ended, or nothing is known.
  public static String of(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
      // Ended, and its parent has not asked how.
      boolean ended = fields.getFirst().equals("Z") || fields.getFirst().equals("X");
      return ended ? "" : boot() + " " + fields.get(TICKS);
    } catch (IOException notLinux) {
      return process.info().startInstant().map(Instant::toString).orElse("");
    }
  }

  private static String boot() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }
}
