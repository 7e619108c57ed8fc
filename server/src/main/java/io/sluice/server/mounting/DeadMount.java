package io.sluice.server.mounting;

import io.sluice.config.Definitions;
import io.sluice.server.process.Terminal;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A mount whose server was killed: whoever looks at it waits until a server is there again, by the
/// same port and with the same state directory. To mount it once more is how people ask for that.
///
/// @param servers that `mount` started
/// @param wanted what the command line says now
public record DeadMount(MountServers servers, WantedServer wanted, Terminal terminal) {
  /// Starts the server again if that is all that is missing.
  ///
  /// @return whether it was so
  public boolean heal(Path directory, KernelMounts mounts) {
    Path place = mounts.placeOf(directory);
    Optional<Path> state =
        mounts
            .on(place)
            .flatMap(entry -> servers.ofDeadServer(entry, wanted.address(), wanted.store()));
    state.ifPresent(found -> {
      startAgain(found);
      terminal.say(
          "%s is mounted on %s already; its server had ended and was started again."
              .formatted(wanted.address(), place));
    });
    return state.isPresent();
  }

  /// With what it was told then, and what is said now.
  private void startAgain(Path state) {
    RunningServer dead = RunningServer.read(state).orElseThrow();
    Map<String, String> flags = wanted.flags(dead.settings());
    flags.put(Definitions.STATE_DIR.name(), state.toString());
    flags.put(Definitions.PORT.name(), Integer.toString(dead.port()));
    BucketPath served = BucketPath.ofExport(dead.exports().getFirst());
    new DetachedServer(state, flags, served).start(terminal.environment());
  }
}
