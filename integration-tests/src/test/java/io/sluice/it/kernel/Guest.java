package io.sluice.it.kernel;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A guest that runs. Test and script tell each other how far they are by signals: empty files in
/// the folder that both see.
public final class Guest {
  private final Process process;
  private final Path out;
  private final Duration limit;

  Guest(Process process, Path out, Duration limit) {
    this.process = process;
    this.out = out;
    this.limit = limit;
  }

  /// Gives the signal that the script waits for with `await NAME`.
  public void signal(String name) throws IOException {
    Files.createFile(out.resolve("signal-" + name));
  }

  /// Waits until the script has said `signal NAME`.
  ///
  /// @throws IllegalStateException when the script ends first, or `longest` passes
  public void awaitSignal(String name, Duration longest) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + longest.toNanos();
    try (var changes = out.getFileSystem().newWatchService()) {
      out.register(changes, ENTRY_CREATE);
      while (!Files.exists(out.resolve("signal-" + name))) {
        var key = changes.poll(deadline - System.nanoTime(), NANOSECONDS);
        if (key == null || Files.exists(out.resolve("rc"))) {
          throw new IllegalStateException(
              "the guest did not signal " + name + ": " + GuestResult.readFrom(out));
        }
        key.pollEvents();
        key.reset();
      }
    }
  }

  /// Waits for the guest to power off. It is killed at the limit of its script.
  public GuestResult result() throws IOException, InterruptedException {
    // The script that runs the guest holds the limit itself; this is for the case that it hangs.
    if (!process.waitFor(limit.toSeconds() + 20, SECONDS)) {
      process.destroy();
    }
    return GuestResult.readFrom(out);
  }
}
