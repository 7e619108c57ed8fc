package io.sluice.server;

import io.sluice.config.Definitions;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.mounting.DeadMount;
import io.sluice.server.mounting.DetachedServer;
import io.sluice.server.mounting.KernelClient;
import io.sluice.server.mounting.KernelMounts;
import io.sluice.server.mounting.MountOptions;
import io.sluice.server.mounting.MountPoint;
import io.sluice.server.mounting.MountServers;
import io.sluice.server.mounting.MountsLock;
import io.sluice.server.mounting.ReadyLines;
import io.sluice.server.mounting.WantedServer;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Logging;
import io.sluice.server.process.Terminal;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StoreIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
  public Integer call() throws IOException {
    BucketPath address = BucketPath.parse(bucket);
    Map<String, String> flags = SettingsFlags.given(spec);
    SettingsLoader loader = new SettingsLoader(terminal.machine(), terminal.environment());
    Settings settings = loader.load(flags);
    Logging.configure(settings.log());
    KernelClient client = KernelClient.here(terminal);
    client.obstacle().ifPresent(this::refuse);
    StoreIdentity store = StoreIdentity.of(settings.s3(), terminal.environment());
    WantedServer wanted = new WantedServer(address, store, settings, loader.given(flags));
    MountServers servers = new MountServers(settings.server().stateDir());
    try (MountsLock _ = servers.lock(terminal)) {
      if (!new DeadMount(servers, wanted, terminal).heal(directory, KernelMounts.read())) {
        mount(wanted, servers, loader, client, MountPoint.check(directory));
      }
    }
    return CommandFailure.FINE;
  }

  private void mount(
      WantedServer wanted,
      MountServers servers,
      SettingsLoader loader,
      KernelClient client,
      MountPoint point)
      throws IOException {
    RunningServer running = servers.find(wanted.address(), wanted.store()).orElse(null);
    if (running != null) {
      wanted.requireSettingsOf(running, loader);
    }
    RunningServer server = running != null ? running : start(wanted, servers);
    try {
      client.mount(options(server, wanted.address()), point);
    } catch (CommandFailure notMounted) {
      if (running == null) {
        servers.stopIfUnused(server.port(), started -> started.patience(terminal.machine()));
      }
      throw notMounted;
    }
  }

  private RunningServer start(WantedServer wanted, MountServers servers) throws IOException {
    Path state = servers.directoryFor(wanted.address(), wanted.store());
    Map<String, String> flags = wanted.flags(Map.of());
    flags.put(Definitions.STATE_DIR.name(), state.toString());
    int port = wanted.port(servers, state, KernelMounts.read());
    flags.put(Definitions.PORT.name(), Integer.toString(port));
    return new DetachedServer(state, flags, wanted.address()).start(terminal.environment());
  }

  /// By the settings of the server, which may have been started by somebody else.
  private MountOptions options(RunningServer server, BucketPath address) {
    Settings settings = new SettingsLoader(terminal.machine(), Map.of()).load(server.settings());
    return ReadyLines.options(server, address.export(), settings);
  }

  private void refuse(String obstacle) {
    throw CommandFailure.cannotStart(obstacle);
  }
}
