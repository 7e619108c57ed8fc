package io.sluice.it.kernel;

import io.sluice.it.fake.FakeS3Main;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The commands that tests run as processes of their own.
final class Programs {
  static final String S3_ENDPOINT = "http://" + KernelClient.SERVER_ADDRESS + ":9000";

  /// The launcher of this source tree.
  static final Path LAUNCHER =
      Path.of(System.getProperty("basedir", ""), "../sluice").toAbsolutePath().normalize();

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

  /// The S3 of the tests at [#S3_ENDPOINT], with a bucket filled for that scenario.
  static List<String> fakeS3(String scenario) {
    var classPath = System.getProperty("java.class.path");
    var main = FakeS3Main.class.getName();
    return List.of(JAVA, "-cp", classPath, main, KernelClient.SERVER_ADDRESS, "9000", scenario);
  }

  /// `sluice serve` of the bucket from [#S3_ENDPOINT].
  ///
  /// @param root before the paths of the JVM and the jar: empty on the host, where the host's files
  ///   are found in the guest
  static List<String> serve(String root, ServerMemory memory, Path stateDir, String... flags) {
    var java = List.of(root + JAVA, "-Xmx" + memory.heap());
    var jar = root + JAR.toAbsolutePath().normalize();
    var serve = List.of("serve", "s3://" + FakeS3Main.BUCKET);
    var state = List.of("--state-dir", stateDir.toString(), "--memory-target", memory.target());
    return Stream.of(
            java.stream(),
            JVM_ACCESS.stream(),
            Stream.of("-jar", jar),
            serve.stream(),
            FROM_S3.stream(),
            state.stream(),
            Stream.of(flags))
        .flatMap(words -> words)
        .toList();
  }
}
