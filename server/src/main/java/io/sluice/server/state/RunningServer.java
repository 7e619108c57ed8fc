package io.sluice.server.state;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.Machine;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.ProcessStart;
import io.sluice.server.process.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the last server of a state directory was, for `mount` and `umount`. It stays when the
/// server ends, so that the next one takes the same port and mounts heal.
///
/// @param started as [ProcessStart] tells it
/// @param host the address to mount from, as text without brackets
/// @param store where its buckets are
/// @param settings what was set, as [io.sluice.config.SettingsLoader#given] tells it
/// @param exports paths that can be mounted, and what lies below them
public record RunningServer(
    long pid,
    String started,
    String host,
    int port,
    StoreIdentity store,
    Map<String, String> settings,
    List<String> exports) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// From the end of the drain timeout to that of the process: it lets go of files and connections.
  private static final Duration ENDING = Duration.ofSeconds(5);

  public RunningServer {
    settings = Map.copyOf(settings);
    exports = List.copyOf(exports);
  }

  /// This process as a server.
  public static RunningServer ofThisProcess(
      String host,
      int port,
      StoreIdentity store,
      Map<String, String> settings,
      List<String> exports) {
    ProcessHandle self = ProcessHandle.current();
    return new RunningServer(
        self.pid(), ProcessStart.of(self), host, port, store, settings, exports);
  }

  /// What a state directory says; empty if no server ever ran there, or it says nothing that can be
  /// understood.
  public static Optional<RunningServer> read(Path stateDirectory) {
    try {
      return Optional.of(
          JSON.readValue(Files.readAllBytes(file(stateDirectory)), RunningServer.class));
    } catch (NoSuchFileException | JacksonException nothing) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw CommandFailure.cannotStart(
          "%s cannot be read (%s): become the user who started the server, or give --state-dir."
              .formatted(file(stateDirectory), unreadable.getClass().getSimpleName()),
          unreadable);
    }
  }

  /// When that was written, in milliseconds; 0 if it is not there.
  public static long writtenAt(Path stateDirectory) {
    return file(stateDirectory).toFile().lastModified();
  }

  /// Writes it down for who looks for a server of this state directory.
  public void write(Path stateDirectory) throws IOException {
    WholeFile.write(file(stateDirectory), JSON.writeValueAsBytes(this));
  }

  /// The process, if it still runs.
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(process -> ProcessStart.of(process).equals(started));
  }

  /// How long it may take until it has ended once it was asked to, by its own settings.
  public Duration patience(Machine machine) {
    Settings own = new SettingsLoader(machine, Map.of()).load(settings);
    return own.server().drainTimeout().plus(ENDING);
  }

  /// Whether this server has what `address` names, on the same S3 server.
  public boolean serves(BucketPath address, StoreIdentity wanted) {
    return store.equals(wanted)
        && exports.stream().map(BucketPath::ofExport).anyMatch(export -> export.holds(address));
  }

  private static Path file(Path stateDirectory) {
    return stateDirectory.resolve("server.json");
  }
}
