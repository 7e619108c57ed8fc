package io.sluice.it.kernel;

import io.sluice.it.fake.FakeS3Main;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The commands that tests run as processes of their own.
final class Programs {
  static final String S3_ENDPOINT = "http://" + KernelClient.SERVER_ADDRESS + ":9000";

  /// Where [#memoryExport] listens, for NFS and MOUNT.
  static final String MEMORY_PORT = "2050";

  /// The flags by which Sluice reads the bucket from [#S3_ENDPOINT].
  static final List<String> FROM_S3 =
      List.of("--endpoint-url", S3_ENDPOINT, "--region", "us-east-1", "--force-path-style");

  /// For a server that nobody asks for its metrics.
  static final List<String> WITHOUT_METRICS = List.of("--metrics-listen", "off");

  private static final Path JAR =
      Path.of(System.getProperty("basedir", ""), "../server/target/sluice.jar");
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";
  private static final List<String> JVM_ACCESS =
      List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

  private Programs() {}

  /// The S3 of the tests at [#S3_ENDPOINT], with a bucket filled for that scenario. In that of
  /// reading it sends bytes that cost it nothing, and is not to take a processor for compiling.
  static List<String> fakeS3(String scenario) {
    List<String> quiet = "READS".equals(scenario) ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    var main = List.of("-cp", System.getProperty("java.class.path"), FakeS3Main.class.getName());
    var words = List.of(KernelClient.SERVER_ADDRESS, "9000", scenario);
    return Stream.of(List.of(JAVA), quiet, main, words).flatMap(List::stream).toList();
  }

  /// The files of [io.sluice.it.fake.ReadTrees] in memory, at [#MEMORY_PORT].
  ///
  /// @param keys of the files that have bytes; the others are holes
  static List<String> memoryExport(List<String> keys) {
    var java = Stream.concat(Stream.of(JAVA, "-Xmx1g", "-XX:+UseSerialGC"), JVM_ACCESS.stream());
    var main =
        Stream.of(
            "-cp",
            System.getProperty("java.class.path"),
            MemoryExport.class.getName(),
            KernelClient.SERVER_ADDRESS,
            MEMORY_PORT);
    return Stream.of(java, main, keys.stream()).flatMap(words -> words).toList();
  }

  /// `sluice serve` of the bucket from [#S3_ENDPOINT].
  ///
  /// @param root before the paths of the JVM and the jar: empty on the host, where the host's files
  ///   are found in the guest
  static List<String> serve(String root, ServerMemory memory, Path stateDir, String... flags) {
    var java = List.of(root + JAVA, "-Xmx" + memory.heap());
    var jar = root + JAR.toAbsolutePath().normalize();
    return Stream.of(
            java.stream(),
            JVM_ACCESS.stream(),
            Stream.of("-jar", jar),
            serve(stateDir),
            Stream.of("--memory-target", memory.target()),
            Stream.of(flags))
        .flatMap(words -> words)
        .toList();
  }

  /// The same as users start it.
  static List<String> launch(Path stateDir, String... flags) {
    return Stream.of(Stream.of(Launcher.PATH.toString()), serve(stateDir), Stream.of(flags))
        .flatMap(words -> words)
        .toList();
  }

  private static Stream<String> serve(Path stateDir) {
    var serve = Stream.of("serve", "s3://" + FakeS3Main.BUCKET);
    var state = Stream.of("--state-dir", stateDir.toString());
    return Stream.of(serve, FROM_S3.stream(), state).flatMap(words -> words);
  }
}
