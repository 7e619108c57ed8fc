package io.sluice.server;

import io.sluice.config.ServerSettings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.mounting.KernelClient;
import io.sluice.server.mounting.KernelMounts;
import io.sluice.server.mounting.MountServers;
import io.sluice.server.mounting.MountsLock;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.OperatingSystem;
import io.sluice.server.process.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sluice umount`: waits for what is under way, unmounts, and ends the server that `mount` started
/// for it.
@Command(
    name = "umount",
    description = "Unmounts, and stops the server that `sluice mount` started for it.",
    mixinStandardHelpOptions = true)
final class UmountCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DIR", description = "where the bucket is mounted")
  Path directory = Path.of("");

  UmountCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ServerSettings settings =
        new SettingsLoader(terminal.machine(), terminal.environment())
            .load(SettingsFlags.given(spec))
            .server();
    KernelClient client = KernelClient.here(terminal);
    if (OperatingSystem.here() == OperatingSystem.LINUX && !terminal.machine().isRoot()) {
      throw CommandFailure.cannotStart("Linux lets only root unmount: run this with sudo.");
    }
    if (OperatingSystem.here() == OperatingSystem.LINUX) {
      unmountFromLinux(client, settings);
    } else {
      client.unmount(directory.toAbsolutePath().normalize());
    }
    return CommandFailure.FINE;
  }

  private void unmountFromLinux(KernelClient client, ServerSettings settings) throws IOException {
    KernelMounts mounts = KernelMounts.read();
    Path mounted = mounts.placeOf(directory);
    KernelMounts.Entry entry =
        mounts
            .on(mounted)
            .filter(KernelMounts.Entry::isNfs)
            .orElseThrow(() ->
                CommandFailure.cannotStart(
                    "No bucket is mounted on %s: `mount -t nfs` lists what is mounted."
                        .formatted(mounted)));
    // What is under way may take long, and need not hold back other commands.
    client.unmount(mounted);
    MountServers servers = new MountServers(settings.stateDir());
    try (MountsLock _ = servers.lock(terminal)) {
      servers.stopIfUnused(entry.port(), server -> server.patience(terminal.machine()));
    }
  }
}
