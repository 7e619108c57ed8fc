package io.sluice.server;

import io.sluice.config.Definitions;
import io.sluice.config.S3Settings;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.assembly.Server;
import io.sluice.server.mounting.KernelClient;
import io.sluice.server.mounting.MountPoint;
import io.sluice.server.mounting.ReadyLines;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Logging;
import io.sluice.server.process.OperatingSystem;
import io.sluice.server.process.Terminal;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.SampleTree;
import io.sluice.server.store.StoreCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sluice demo`: a store of our own with a small tree, served, shown through NFS, and mounted
/// where that can be done.
@Command(
    name = "demo",
    description =
        "Serves a small sample bucket from a local folder, and mounts it on DIR where the kernel"
            + " can.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String BUCKET = "demo";

  private final Terminal terminal;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "an empty directory to mount the bucket on")
  @Nullable Path directory;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "where the store keeps its files (default: demo-store in the state directory of the"
              + " user)")
  @Nullable Path storeDirectory;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path home = terminal.machine().stateHome().resolve("sluice");
    Settings settings = settings(home);
    Logging.configure(settings.log());
    Optional<MountPoint> point = Optional.ofNullable(directory).map(MountPoint::check);
    Path files = storeDirectory == null ? home.resolve("demo-store") : storeDirectory;
    StoreCredentials credentials = StoreCredentials.random();
    InetSocketAddress free = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    try (EmbeddedStore store = EmbeddedStore.start(files, free, credentials)) {
      SampleTree.writeIfEmpty(store.createBucket(BUCKET));
      serve(ofStore(settings, store), point);
    }
    return CommandFailure.FINE;
  }

  /// A demo takes no port that somebody else may want, and leaves the state of real servers alone.
  private Settings settings(Path home) {
    Map<String, String> presets =
        Map.of(
            Definitions.PORT.name(), "0",
            Definitions.PORTMAP.name(), "off",
            Definitions.METRICS_LISTEN.name(), "off",
            Definitions.LOG_LEVEL.name(), "warn",
            Definitions.STATE_DIR.name(), home.resolve("demo-state").toString());
    return new SettingsLoader(terminal.machine(), terminal.environment())
        .load(presets, SettingsFlags.given(spec));
  }

  /// The SDK's chain of credentials begins with these properties of this process.
  static Settings ofStore(Settings settings, EmbeddedStore store) {
    System.setProperty("aws.accessKeyId", store.credentials().accessKey());
    System.setProperty("aws.secretAccessKey", store.credentials().secretKey());
    S3Settings s3 =
        new S3Settings(store.endpoint(), "us-east-1", null, false, true, settings.s3().ioTimeout());
    return new Settings(
        s3,
        settings.server(),
        settings.namespace(),
        settings.write(),
        settings.cache(),
        settings.log(),
        settings.config());
  }

  private void serve(Settings settings, Optional<MountPoint> point) {
    List<BucketPath> bucket = List.of(BucketPath.parse("s3://" + BUCKET));
    try (Server server = Server.start(settings, Map.of(), terminal.machine(), bucket)) {
      terminal.stop().arm();
      RunningServer running = server.running();
      ReadyLines.of(running, settings, OperatingSystem.here()).forEach(terminal::print);
      new DemoListing(running).lines().forEach(terminal::print);
      Optional<MountPoint> mounted = point.filter(wanted -> mount(wanted, running, settings));
      terminal.print("# Ctrl-C ends it");
      terminal.stop().await();
      mounted
          .flatMap(place -> KernelClient.here(terminal).takeAway(place.path()))
          .ifPresent(terminal::say);
    }
  }

  /// Mounts where the kernel can, and says why not elsewhere.
  private boolean mount(MountPoint point, RunningServer server, Settings settings) {
    KernelClient client = KernelClient.here(terminal);
    Optional<String> obstacle = client.obstacle();
    if (obstacle.isEmpty() && !client.kernelKnowsNfs()) {
      obstacle = Optional.of(KernelClient.NO_NFS_IN_KERNEL);
    }
    if (obstacle.isPresent()) {
      terminal.print("# not mounted on " + point.path() + ": " + obstacle.get());
      return false;
    }
    client.mount(ReadyLines.options(server, server.exports().getFirst(), settings), point);
    terminal.print("# mounted on " + point.path());
    return true;
  }
}
