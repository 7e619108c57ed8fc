package io.sluice.server.nlm4;

import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcClient;
import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lock managers of our clients over TCP, at the port that is known for the host, or that its
/// port mapper names.
public final class RpcLockManagers implements ClientLockManagers {
  private static final Logger LOG = LoggerFactory.getLogger(RpcLockManagers.class);

  /// A client that is slower than this asks again by itself.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// Calls at the same time; each has a connection of its own.
  static final int CALLS = 32;

  /// Calls that wait for others to end: every client that waits for a lock may be told at once.
  static final int MOST_QUEUED = 2 * LockArbiter.MOST_WAITING;

  private static final int PORTMAP = 100000;
  private static final int PORTMAP_PORT = 111;
  private static final int PORTMAP_VERSION = 2;
  private static final int GETPORT = 3;
  private static final int TCP = 6;

  private final Function<InetAddress, OptionalInt> known;

  /// Guarded by this; calls that have no thread yet.
  private final ArrayDeque<Runnable> queued = new ArrayDeque<>();

  /// Guarded by this; threads that call.
  private int calling;

  /// @param known the TCP port of the lock manager of a host, if it is known without asking there:
  ///   what the kernel of this machine set in the embedded port mapper
  public RpcLockManagers(Function<InetAddress, OptionalInt> known) {
    this.known = known;
  }

  @Override
  public void call(
      InetAddress host, int procedure, Consumer<XdrWriter> arguments, Results results) {
    if (!isQueued(() -> answer(host, procedure, arguments, results))) {
      // on a thread of its own: who hears of it may call the next client from within
      Thread.ofVirtual().name("lock-callback").start(results::failed);
    } else if (hasThread()) {
      Thread.ofVirtual().name("lock-callback").start(this::callAll);
    }
  }

  private synchronized boolean isQueued(Runnable call) {
    return queued.size() < MOST_QUEUED && queued.add(call);
  }

  /// Whether one more thread may call; it counts from now on.
  private synchronized boolean hasThread() {
    boolean isFree = calling < CALLS && !queued.isEmpty();
    calling += isFree ? 1 : 0;
    return isFree;
  }

  /// Makes call after call until none is queued.
  private void callAll() {
    for (Runnable call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (RuntimeException | Error e) {
        LOG.error("a call to a lock manager failed: this is a fault of the program", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable call = queued.poll();
    calling -= call == null ? 1 : 0;
    return call;
  }

  private void answer(
      InetAddress host, int procedure, Consumer<XdrWriter> arguments, Results results) {
    try (RpcClient client = connect(host, port(host))) {
      results.answered(client.call(Nlm4Program.NUMBER, Nlm4Program.VERSION, procedure, arguments));
    } catch (IOException | XdrException unreachable) {
      LOG.debug("the lock manager of {} cannot be called back: {}", host, unreachable.toString());
      results.failed();
    }
  }

  private int port(InetAddress host) throws IOException {
    OptionalInt port = known.apply(host);
    return port.isPresent() ? port.getAsInt() : askForPort(host);
  }

  private static int askForPort(InetAddress host) throws IOException {
    try (RpcClient portmapper = connect(host, PORTMAP_PORT)) {
      int port =
          portmapper
              .call(
                  PORTMAP,
                  PORTMAP_VERSION,
                  GETPORT,
                  out ->
                      out.writeInt(Nlm4Program.NUMBER)
                          .writeInt(Nlm4Program.VERSION)
                          .writeInt(TCP)
                          .writeInt(0))
              .readInt();
      if (port <= 0 || port > 0xffff) {
        throw new IOException("no lock manager is registered there");
      }
      return port;
    }
  }

  private static RpcClient connect(InetAddress host, int port) throws IOException {
    return RpcClient.connect(new InetSocketAddress(host, port), new Credential.None(), TIMEOUT);
  }
}
