package io.sluice.it.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A bucket for the kernel client: an S3 of the tests and Sluice before it, each a process in the
/// namespace. Sluice listens for the guest, with its portmapper.
final class ServedBucket implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  private final KernelClient client;
  private final Map<String, String> credentials;
  private final Start start;
  private final @Nullable SmallDisk disk;

  /// Set by the thread of the test, also read by a [MemoryWatch].
  private volatile ServerProcess sluice;

  /// The command that starts Sluice.
  private interface Start {
    List<String> with(Path state, String... flags);
  }

  private ServedBucket(
      KernelClient client,
      Map<String, String> credentials,
      Start start,
      @Nullable SmallDisk disk,
      String... flags)
      throws IOException {
    this.client = client;
    this.credentials = credentials;
    this.start = start;
    this.disk = disk;
    sluice = startSluice(flags);
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
    return open(scenario, memory, List.of());
  }

  /// The same with further flags.
  ///
  /// @param s3 further words for the S3, see [io.sluice.it.fake.FakeS3Main]
  static ServedBucket open(String scenario, ServerMemory memory, List<String> s3, String... flags)
      throws IOException, InterruptedException {
    return open(scenario, by(memory), s3, false, flags);
  }

  /// The same by the launcher, with the options of a JVM that users have.
  static ServedBucket openByLauncher(String scenario, List<String> s3, String... flags)
      throws IOException, InterruptedException {
    return open(scenario, Programs::launch, s3, false, flags);
  }

  /// The same with an empty bucket and a [SmallDisk] for the state directory; not to be restarted.
  static ServedBucket openOnSmallDisk(ServerMemory memory, List<String> s3, String... flags)
      throws IOException, InterruptedException {
    return open("EMPTY", by(memory), s3, true, flags);
  }

  private static Start by(ServerMemory memory) {
    return (state, flags) -> Programs.serve("", memory, state, flags);
  }

  private static ServedBucket open(
      String scenario, Start start, List<String> s3, boolean isOnSmallDisk, String... flags)
      throws IOException, InterruptedException {
    var client = KernelClient.open();
    try {
      var disk = isOnSmallDisk ? new SmallDisk(stateOf(client)) : null;
      var bucket = new ServedBucket(client, startS3(client, scenario, s3), start, disk, flags);
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
    return startS3(client, scenario, List.of());
  }

  private static Map<String, String> startS3(
      KernelClient client, String scenario, List<String> words)
      throws IOException, InterruptedException {
    var command = Stream.concat(Programs.fakeS3(scenario).stream(), words.stream()).toList();
    var s3 = client.server("s3", command, Map.of());
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

  /// Fills the [SmallDisk] to the last byte.
  void fillDisk() throws IOException {
    Objects.requireNonNull(disk).fill(pid());
  }

  /// Makes room on the [SmallDisk].
  void emptyDisk() throws IOException {
    Objects.requireNonNull(disk).empty(pid());
  }

  /// What Sluice has logged so far.
  String log() throws IOException {
    return sluice.log();
  }

  /// SIGKILL to Sluice, and starts it again on the same state.
  ///
  /// @param flags as with [#killAndRestart(Guest, String...)]
  void killAndRestart(String... flags) throws IOException, InterruptedException {
    sluice.kill();
    sluice = startSluice(flags);
    awaitReady();
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
            "--allow-other",
            "--metrics-listen",
            KernelClient.SERVER_ADDRESS + ":9049");
    var all = Stream.concat(always.stream(), Stream.of(flags)).toArray(String[]::new);
    var command = start.with(stateOf(client), all).stream();
    var before = disk == null ? Stream.<String>of() : disk.before().stream();
    return client.server("sluice", Stream.concat(before, command).toList(), credentials);
  }

  private static Path stateOf(KernelClient client) {
    return client.folder().resolve("state");
  }

  private static String word(String line, String name) {
    var at = line.indexOf(name);
    if (at < 0) {
      throw new IllegalStateException("no " + name + " in: " + line);
    }
    return line.substring(at + name.length()).split(" ", 2)[0];
  }
}
