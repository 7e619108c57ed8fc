package io.sluice.it.bench;

import io.sluice.it.fake.BackDoorClient;
import io.sluice.it.fake.FakeS3Main;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.kernel.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The S3 of the benchmark: a process of its own, as slow as S3 is, that counts.
final class SlowS3 implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  /// Longer than a request takes, so that two equal counts mean that none is under way.
  private static final long APART_NANOS = 150_000_000;

  private final ServerProcess process;
  private final BackDoorClient door;
  private final String endpoint;

  private SlowS3(ServerProcess process, String ready) {
    this.process = process;
    this.endpoint = ready.split(" ", 3)[1];
    this.door = BackDoorClient.ofReadyLine(ready);
  }

  /// Starts it on a free port.
  ///
  /// @param scenario see [io.sluice.it.fake.Scenario]
  static SlowS3 start(String scenario, Path logs) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            FakeS3Main.class.getName(),
            "127.0.0.1",
            "0",
            scenario,
            "s3-like",
            "public");
    ServerProcess process = ServerProcess.start("s3", new ProcessBuilder(command), logs);
    return new SlowS3(process, process.awaitReady(START));
  }

  String endpoint() {
    return endpoint;
  }

  /// What was asked so far, once nobody asks any more.
  Counts quietCounts() throws IOException, InterruptedException {
    Counts before = door.counts();
    while (true) {
      LockSupport.parkNanos(APART_NANOS);
      Counts now = door.counts();
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  @Override
  public void close() {
    process.stop();
  }
}
