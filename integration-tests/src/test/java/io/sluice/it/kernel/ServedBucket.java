package io.sluice.it.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A bucket for the kernel client: an S3 of the tests and Sluice before it, each a process in the
/// namespace. Sluice listens for the guest, with its portmapper.
final class ServedBucket implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  private final KernelClient client;
  private final Map<String, String> credentials;
  private final ServerMemory memory;

  /// Set by the thread of the test, also read by a [MemoryWatch].
  private volatile ServerProcess sluice;

  private ServedBucket(KernelClient client, Map<String, String> credentials, ServerMemory memory)
      throws IOException {
    this.client = client;
    this.credentials = credentials;
    this.memory = memory;
    sluice = startSluice();
  }

  /// Starts both, and waits until the bucket can be mounted.
  ///
  /// @param scenario what the bucket holds, see [io.sluice.it.fake.Scenario]
  static ServedBucket open(String scenario) throws IOException, InterruptedException {
    return open(scenario, ServerMemory.AMPLE);
  }

  /// The same with so much memory for Sluice.
  static ServedBucket open(String scenario, ServerMemory memory)
      throws IOException, InterruptedException {
    var client = KernelClient.open();
    try {
      var bucket = new ServedBucket(client, startS3(client, scenario), memory);
      bucket.awaitReady();
      return bucket;
    } catch (IOException | InterruptedException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /// Starts the S3 alone, and returns the credentials that it wants, as environment variables.
  static Map<String, String> startS3(KernelClient client, String scenario)
      throws IOException, InterruptedException {
    var s3 = client.server("s3", Programs.fakeS3(scenario), Map.of());
    var ready = s3.awaitReady(START);
    return Map.of(
        "AWS_ACCESS_KEY_ID", word(ready, "access-key="),
        "AWS_SECRET_ACCESS_KEY", word(ready, "secret-key="));
  }

  KernelClient client() {
    return client;
  }

  /// What Sluice has used since it was started last.
  ProcessUsage usage() throws IOException {
    return ProcessUsage.of(sluice.pid());
  }

  /// The number of Sluice's process, the one that was started last.
  long pid() {
    return sluice.pid();
  }

  /// SIGKILL to Sluice, which the guest is told as `killed`; then starts it again on the same
  /// state, which the guest is told as `restarted` when it is ready.
  ///
  /// @param flags further ones than those that it always has
  void killAndRestart(Guest guest, String... flags) throws IOException, InterruptedException {
    sluice.kill();
    guest.signal("killed");
    sluice = startSluice(flags);
    awaitReady();
    guest.signal("restarted");
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private void awaitReady() throws IOException, InterruptedException {
    sluice.awaitReady(START);
  }

  private ServerProcess startSluice(String... flags) throws IOException {
    var always =
        List.of(
            "--listen",
            KernelClient.SERVER_ADDRESS,
            "--clients",
            "192.168.77.0/24",
            "--port",
            "2049",
            "--portmap",
            "on",
            "--allow-other");
    var all = Stream.concat(always.stream(), Stream.of(flags)).toArray(String[]::new);
    var command = Programs.serve("", memory, client.folder().resolve("state"), all);
    return client.server("sluice", command, credentials);
  }

  private static String word(String line, String name) {
    var at = line.indexOf(name);
    if (at < 0) {
      throw new IllegalStateException("no " + name + " in: " + line);
    }
    return line.substring(at + name.length()).split(" ", 2)[0];
  }
}
