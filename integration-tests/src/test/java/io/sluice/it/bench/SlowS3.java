package io.sluice.it.bench;

import io.sluice.it.fake.BackDoorClient;
import io.sluice.it.fake.FakeS3Main;
import io.sluice.it.fake.shape.Counts;
import io.sluice.it.kernel.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The S3 of the benchmark: a process of its own, as slow as S3 is, that counts. Only the first
/// compiler of its JVM works, so that it does not take a processor in the middle of a measurement.
final class SlowS3 implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  /// Longer than a request takes, so that two equal counts mean that none is under way.
  private static final long APART_NANOS = 150_000_000;

  private final ServerProcess process;
  private final BackDoorClient door;
  private final String endpoint;

  private final Map<String, String> credentials;

  private SlowS3(ServerProcess process, String ready) {
    this.process = process;
    this.credentials =
        Map.of(
            "AWS_ACCESS_KEY_ID", word(ready, "access-key="),
            "AWS_SECRET_ACCESS_KEY", word(ready, "secret-key="));
    this.endpoint = ready.split(" ", 3)[1];
    this.door = BackDoorClient.ofReadyLine(ready);
  }

  /// Starts it on a free port.
  ///
  /// @param scenario see [io.sluice.it.fake.Scenario]
  static SlowS3 start(String scenario, Path logs) throws IOException, InterruptedException {
    return start(List.of(), List.of(scenario, "s3-like", "public"), logs);
  }

  /// As [#start(String, Path)], for a server that signs its requests.
  ///
  /// @param pace the words of [FakeS3Main] that say how slow it is
  static SlowS3 start(String scenario, List<String> pace, Path logs)
      throws IOException, InterruptedException {
    return start(
        List.of(), Stream.concat(Stream.of(scenario, "public"), pace.stream()).toList(), logs);
  }

  /// Starts an empty one that keeps what is written in memory that it has from the start, and takes
  /// no MD5 of it.
  ///
  /// @param isSlow whether it waits as S3 does
  static SlowS3 startEmpty(boolean isSlow, Path logs) throws IOException, InterruptedException {
    List<String> memory =
        List.of("-Xms5g", "-Xmx5g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC", "-Xmn1g");
    List<String> words = List.of("EMPTY", "public", "open", "no-md5");
    return start(memory, isSlow ? with(words, "s3-like") : words, logs);
  }

  private static List<String> with(List<String> words, String word) {
    return Stream.concat(words.stream(), Stream.of(word)).toList();
  }

  private static SlowS3 start(List<String> options, List<String> words, Path logs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(options);
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FakeS3Main.class.getName(), "127.0.0.1", "0"));
    command.addAll(words);
    ServerProcess process = ServerProcess.start("s3", new ProcessBuilder(command), logs);
    return new SlowS3(process, process.awaitReady(START));
  }

  private static String word(String line, String name) {
    return line.substring(line.indexOf(name) + name.length()).split(" ", 2)[0];
  }

  /// What a server needs in its environment to sign its requests.
  Map<String, String> credentials() {
    return credentials;
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

  /// Size and MD5 of an object, as `SIZE MD5`; `none` if there is none.
  String sum(String key) throws IOException, InterruptedException {
    return door.sum(key).strip();
  }

  /// Forgets an object.
  void delete(String key) throws IOException, InterruptedException {
    door.delete(key);
  }

  @Override
  public void close() {
    process.stop();
  }
}
