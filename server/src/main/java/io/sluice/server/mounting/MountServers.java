package io.sluice.server.mounting;

import com.google.common.hash.Hashing;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Terminal;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StateDirectory;
import io.sluice.server.state.StoreIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/// The servers of this machine that `mount` can use: the one of the state directory itself, which
/// somebody started, and those that `mount` started, each with a state directory of its own below
/// it and each for one bucket.
///
/// @param stateDirectory the common one
public record MountServers(Path stateDirectory) {
  /// Between looks at a server that ends: nobody notices so little, and a look takes microseconds.
  private static final long LOOK_MILLIS = 50;

  /// The server that has this bucket already.
  public Optional<RunningServer> find(BucketPath address, StoreIdentity store) {
    return all().stream()
        .filter(server -> server.serves(address, store) && server.process().isPresent())
        .findFirst();
  }

  /// The state directory of the server that `mount` started for what is mounted there, if it has
  /// died.
  Optional<Path> ofDeadServer(KernelMounts.Entry mounted, BucketPath address, StoreIdentity store) {
    boolean isOurs =
        mounted.isNfs() && mounted.isFromHere() && mounted.export().equals(address.export());
    if (!isOurs || isTaken(mounted.port())) {
      return Optional.empty();
    }
    return startedByMount().stream()
        .filter(directory ->
            RunningServer.read(directory)
                .filter(server -> server.port() == mounted.port())
                .filter(server -> server.serves(address, store))
                .isPresent())
        // What an earlier one on this port gave was lost when the later one took it.
        .max(Comparator.comparingLong(RunningServer::writtenAt));
  }

  /// Waits until no other `mount` or `umount` is under way.
  public MountsLock lock(Terminal terminal) {
    try {
      StateDirectory.create(stateDirectory);
      StateDirectory.create(mounts());
      return MountsLock.take(mounts(), terminal);
    } catch (IOException unusable) {
      throw StateDirectory.notWritable(stateDirectory, unusable);
    }
  }

  /// Where the state of a server for this bucket belongs: the same one each time, so that handles
  /// and port stay.
  public Path directoryFor(BucketPath address, StoreIdentity store) {
    String as = store.profile().isEmpty() ? "" : store.profile() + " ";
    String what = as + store.endpoint() + " " + address;
    String hash = Hashing.sha256().hashString(what, StandardCharsets.UTF_8).toString();
    return mounts().resolve(address.bucket() + "-" + hash.substring(0, 12));
  }

  /// Whether a server that runs here has this port.
  public boolean isTaken(int port) {
    return all().stream().anyMatch(server -> server.port() == port && server.process().isPresent());
  }

  /// Whether something is mounted from this port that the server of `state` did not give. Its own
  /// server may have died, and its client would take whoever listens there now for that one, be
  /// told that all its handles are bad, and lose what it has not written yet.
  boolean isAwaited(int port, Path state, KernelMounts mounts) {
    return mounts.fromPort(port).stream()
        .anyMatch(mounted -> giverOf(mounted).filter(state::equals).isEmpty());
  }

  /// The state directory of the server that this was mounted from, if it is one of ours.
  private Optional<Path> giverOf(KernelMounts.Entry mounted) {
    return directories().stream()
        .filter(directory -> RunningServer.read(directory).filter(mounted::isFrom).isPresent())
        .max(Comparator.comparingLong(RunningServer::writtenAt));
  }

  /// Ends the server on this port if `mount` started it and nothing else is mounted from it.
  ///
  /// @param patience how long each may drain
  public void stopIfUnused(int port, Function<RunningServer, Duration> patience)
      throws IOException {
    if (!KernelMounts.read().fromPort(port).isEmpty()) {
      return;
    }
    for (Path directory : startedByMount()) {
      Optional<RunningServer> server =
          RunningServer.read(directory).filter(found -> found.port() == port);
      if (server.isPresent()) {
        stop(server.get(), patience.apply(server.get()));
      }
    }
  }

  /// Asks a server to drain and waits until it is gone. Its process may stay for ever, where nobody
  /// asks how it ended, as in a container whose first process does not: for Java that one lives, so
  /// a look is taken now and then.
  private static void stop(RunningServer server, Duration patience) {
    ProcessHandle process = server.process().orElse(null);
    if (process == null || !process.destroy()) {
      return;
    }
    long end = System.nanoTime() + patience.toNanos();
    while (server.process().isPresent()) {
      if (System.nanoTime() - end >= 0) {
        throw CommandFailure.failed(
            "The server (process %d) still drains after %d s: look at its server.log."
                .formatted(server.pid(), patience.toSeconds()));
      }
      process.onExit().completeOnTimeout(process, LOOK_MILLIS, TimeUnit.MILLISECONDS).join();
    }
  }

  private List<RunningServer> all() {
    return directories().stream().map(RunningServer::read).flatMap(Optional::stream).toList();
  }

  private List<Path> directories() {
    List<Path> directories = new ArrayList<>();
    directories.add(stateDirectory);
    directories.addAll(startedByMount());
    return directories;
  }

  private List<Path> startedByMount() {
    if (!Files.isDirectory(mounts())) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(mounts())) {
      return directories.filter(Files::isDirectory).toList();
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
