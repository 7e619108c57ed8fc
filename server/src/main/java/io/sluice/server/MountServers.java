package io.sluice.server;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The servers of this machine that `mount` can use: the one of the state directory itself, which
/// somebody started, and those that `mount` started, each with a state directory of its own below
/// it and each for one bucket.
///
/// @param stateDirectory the common one
record MountServers(Path stateDirectory) {
  /// The server that has this bucket already.
  Optional<RunningServer> find(BucketPath address, String endpoint) {
    return all().stream()
        .filter(server -> server.serves(address, endpoint) && server.process().isPresent())
        .findFirst();
  }

  /// Where the state of a server for this bucket belongs: the same one each time, so that handles
  /// and port stay.
  Path directoryFor(BucketPath address, String endpoint) {
    String what = endpoint + " " + address;
    String hash = Hashing.sha256().hashString(what, StandardCharsets.UTF_8).toString();
    return mounts().resolve(address.bucket() + "-" + hash.substring(0, 12));
  }

  /// Whether a server that runs here has this port.
  boolean isTaken(int port) {
    return all().stream().anyMatch(server -> server.port() == port && server.process().isPresent());
  }

  /// Ends the server on this port if `mount` started it and nothing else is mounted from it.
  ///
  /// @param patience how long it may drain
  void stopIfUnused(int port, Duration patience) throws IOException {
    if (!KernelMounts.read().fromPort(port).isEmpty()) {
      return;
    }
    for (Path directory : startedByMount()) {
      Optional<RunningServer> server =
          RunningServer.read(directory).filter(found -> found.port() == port);
      if (server.isPresent()) {
        stop(server.get(), patience);
      }
    }
  }

  /// Asks a server to drain and waits until its process is gone.
  static void stop(RunningServer server, Duration patience) {
    Optional<ProcessHandle> process = server.process();
    if (process.isEmpty() || !process.get().destroy()) {
      return;
    }
    try {
      process.get().onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException tooLong) {
      throw CommandFailure.failed(
          "The server (process %d) still drains after %d s: look at its server.log."
              .formatted(server.pid(), patience.toSeconds()));
    }
  }

  private List<RunningServer> all() {
    List<Path> directories = new ArrayList<>();
    directories.add(stateDirectory);
    directories.addAll(startedByMount());
    return directories.stream().map(RunningServer::read).flatMap(Optional::stream).toList();
  }

  private List<Path> startedByMount() {
    if (!Files.isDirectory(mounts())) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(mounts())) {
      return directories.toList();
    } catch (IOException unreadable) {
      throw CommandFailure.cannotStart(
          "%s cannot be read: become the user who mounted, or give --state-dir."
              .formatted(mounts()),
          unreadable);
    }
  }

  private Path mounts() {
    return stateDirectory.resolve("mounts");
  }
}
