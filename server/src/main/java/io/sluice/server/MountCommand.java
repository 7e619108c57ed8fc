package io.sluice.server;

import io.sluice.config.Definitions;
import io.sluice.config.PortmapMode;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sluice mount`: finds the server that has the bucket or starts one, and mounts.
@Command(
    name = "mount",
    description = "Mounts a bucket on an empty directory; starts a server if none serves it.",
    mixinStandardHelpOptions = true)
final class MountCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "s3://BUCKET[/PREFIX]", description = "what to mount")
  String bucket = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "an empty directory to mount it on")
  Path directory = Path.of("");

  MountCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BucketPath address = BucketPath.parse(bucket);
    Map<String, String> flags = SettingsFlags.given(spec);
    Settings settings = new SettingsLoader(terminal.machine(), terminal.environment()).load(flags);
    Logging.configure(settings.log());
    KernelClient client = KernelClient.here(terminal);
    client.obstacle().ifPresent(this::refuse);
    MountPoint point = MountPoint.check(directory);
    mount(address, settings, flags, client, point);
    return CommandFailure.FINE;
  }

  private void mount(
      BucketPath address,
      Settings settings,
      Map<String, String> flags,
      KernelClient client,
      MountPoint point) {
    MountServers servers = new MountServers(settings.server().stateDir());
    String endpoint = Objects.toString(settings.s3().endpointUrl(), "");
    RunningServer running = servers.find(address, endpoint).orElse(null);
    RunningServer server =
        running != null ? running : start(servers, address, endpoint, settings, flags);
    try {
      client.mount(options(server, address, settings), point);
    } catch (CommandFailure notMounted) {
      if (running == null) {
        MountServers.stop(server, settings.server().drainTimeout().plusSeconds(5));
      }
      throw notMounted;
    }
  }

  private RunningServer start(
      MountServers servers,
      BucketPath address,
      String endpoint,
      Settings settings,
      Map<String, String> flags) {
    Path state = servers.directoryFor(address, endpoint);
    Map<String, String> own = new LinkedHashMap<>(flags);
    own.put(Definitions.STATE_DIR.name(), state.toString());
    own.put(Definitions.PORT.name(), Integer.toString(port(servers, state, settings, flags)));
    if (settings.server().portmap() == PortmapMode.AUTO) {
      // The mount names the port, and several such servers cannot share port 111.
      own.put(Definitions.PORTMAP.name(), "off");
    }
    if (settings.config() != null) {
      own.put(Definitions.CONFIG.name(), settings.config().toString());
    }
    return new DetachedServer(state, own, address).start(terminal.environment());
  }

  /// The port that was asked for; else the one that this server had, so that what was mounted from
  /// it heals; else the usual one, and a free one if another server of ours has that.
  private static int port(
      MountServers servers, Path state, Settings settings, Map<String, String> flags) {
    int usual = settings.server().port();
    if (flags.containsKey(Definitions.PORT.name())) {
      return usual;
    }
    int wanted = RunningServer.read(state).map(RunningServer::port).orElse(usual);
    return servers.isTaken(wanted) ? 0 : wanted;
  }

  private static MountOptions options(RunningServer server, BucketPath address, Settings settings) {
    return new MountOptions(
        server.host(),
        server.port(),
        address.export(),
        settings.namespace().metadataTtl(),
        settings.namespace().readOnly());
  }

  private void refuse(String obstacle) {
    throw CommandFailure.cannotStart(obstacle);
  }
}
