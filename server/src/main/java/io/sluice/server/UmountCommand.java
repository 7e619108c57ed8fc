package io.sluice.server;

import io.sluice.config.ServerSettings;
import io.sluice.config.SettingsLoader;
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
    // Not toRealPath(), which asks the server, and a server that is gone does not answer.
    Path mounted = directory.toAbsolutePath().normalize();
    if (OperatingSystem.here() == OperatingSystem.LINUX) {
      unmountFromLinux(client, mounted, settings);
    } else {
      client.unmount(mounted);
    }
    return CommandFailure.FINE;
  }

  private static void unmountFromLinux(KernelClient client, Path mounted, ServerSettings settings)
      throws IOException {
    KernelMounts.Entry entry =
        KernelMounts.read()
            .on(mounted)
            .filter(KernelMounts.Entry::isNfs)
            .orElseThrow(() ->
                CommandFailure.cannotStart(
                    "No bucket is mounted on %s: `mount -t nfs` lists what is mounted."
                        .formatted(mounted)));
    client.unmount(mounted);
    new MountServers(settings.stateDir())
        .stopIfUnused(entry.port(), settings.drainTimeout().plusSeconds(5));
  }
}
