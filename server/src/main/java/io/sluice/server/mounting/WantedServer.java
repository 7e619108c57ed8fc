package io.sluice.server.mounting;

import io.sluice.config.Definitions;
import io.sluice.config.PortmapMode;
import io.sluice.config.Setting;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StoreIdentity;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The server that a `mount` asks for.
///
/// @param address what it must have
/// @param store where that is
/// @param given what was set, as [SettingsLoader#given] tells it
public record WantedServer(
    BucketPath address, StoreIdentity store, Settings settings, Map<String, String> given) {
  /// What `mount` itself decides or uses, and what [StoreIdentity] compares.
  private static final Set<Setting<?>> NOT_COMPARED =
      Set.of(
          Definitions.STATE_DIR,
          Definitions.ENDPOINT_URL,
          Definitions.PROFILE,
          Definitions.DRAIN_TIMEOUT,
          Definitions.LOG_LEVEL,
          Definitions.LOG_FORMAT);

  public WantedServer {
    given = Map.copyOf(given);
  }

  /// What to tell a new server.
  ///
  /// @param earlier what the one before it in this state directory was told
  public Map<String, String> flags(Map<String, String> earlier) {
    Map<String, String> flags = new TreeMap<>(earlier);
    flags.putAll(given);
    if (settings.server().portmap() == PortmapMode.AUTO) {
      // The mount names the port, and several such servers cannot share port 111.
      flags.put(Definitions.PORTMAP.name(), "off");
    }
    return flags;
  }

  /// The port that was asked for; else the one that the server before it had, so that what was
  /// mounted from it heals; else the usual one. A free one if another server of ours has that, or
  /// something waits there for a server that has died.
  public int port(MountServers servers, Path state, KernelMounts mounts) {
    int usual = settings.server().port();
    if (given.containsKey(Definitions.PORT.name())) {
      return usual;
    }
    int earlier = RunningServer.read(state).map(RunningServer::port).orElse(usual);
    return servers.isTaken(earlier) || servers.isAwaited(earlier, state, mounts) ? 0 : earlier;
  }

  /// That a server which runs does what is asked for, since it keeps its own settings.
  ///
  /// @throws CommandFailure if not
  public void requireSettingsOf(RunningServer server, SettingsLoader loader) {
    String differing =
        loader.differing(server.settings(), given).stream()
            .filter(setting -> matters(setting, server))
            .map(Setting::flag)
            .collect(Collectors.joining(", "));
    if (!differing.isEmpty()) {
      throw CommandFailure.cannotStart(
          "%s is served already (process %d) with another setting of %s: leave that out, or end that server (`sluice umount` what is mounted from it) and mount again."
              .formatted(address, server.pid(), differing));
    }
  }

  private boolean matters(Setting<?> setting, RunningServer server) {
    if (setting.equals(Definitions.PORT)) {
      return isOtherPort(server);
    }
    if (setting.equals(Definitions.PORTMAP)) {
      return settings.server().portmap() != PortmapMode.AUTO;
    }
    return !NOT_COMPARED.contains(setting);
  }

  private boolean isOtherPort(RunningServer server) {
    int port = settings.server().port();
    return port != 0 && port != server.port();
  }
}
