package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sends requests to one server, over connections that are kept. Safe for any number of threads;
/// each request takes place on the thread that asks, and afterwards nothing looks at its body.
///
/// A request that takes long is fine as long as it moves. As many connections are opened as
/// requests are under way; who sends bounds them.
public final class HttpSender implements AutoCloseable {
  /// How long things may take.
  ///
  /// @param connect until a connection is there
  /// @param stall until the next bytes are taken; who has more patience waits for that long
  /// @param idle between two requests on a connection
  public record Limits(Duration connect, Duration stall, Duration idle) {}

  /// Often enough for the seconds above.
  private static final int ROUNDS_PER_STALL = 16;

  private final Connector connector;
  private final Limits limits;
  private final StallGuard guard = new StallGuard(System::nanoTime);
  private final IdleWires idle;
  private final Thread rounds;

  /// Written once, by [#close]; read before each request.
  private volatile boolean closed;

  /// A sender that opens no connection yet.
  public HttpSender(HttpOrigin origin, Limits limits) {
    this(Connector.to(origin, limits.connect()), limits);
  }

  HttpSender(Connector connector, Limits limits) {
    this.connector = connector;
    this.limits = limits;
    this.idle = new IdleWires(System::nanoTime, limits.idle());
    this.rounds = Thread.ofVirtual().name("http-sender-rounds").start(this::lookAfterWires);
  }

  private void lookAfterWires() {
    try {
      while (true) {
        Thread.sleep(limits.stall().dividedBy(ROUNDS_PER_STALL));
        guard.cutOverdue();
        idle.closeOld();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Sends a request and waits for its whole answer.
  ///
  /// @param patience with the addresses of the server, with each step of the request if that is
  ///   more than a stall may take, and from its last byte until the head of the answer, and the
  ///   body of an error
  /// @throws SocketTimeoutException if nothing moved for too long
  /// @throws IOException if there is no answer
  public HttpAnswer send(HttpRequest request, Duration patience) throws IOException {
    return send(request, patience, BodyReceiver.NONE);
  }

  /// Sends a request and hands on the body of its answer while it comes. A connection of whose body
  /// not all was wanted is closed.
  ///
  /// @param patience with the addresses of the server, with each step of the request if that is
  ///   more than a stall may take, and from its last byte until the head of the answer, and the
  ///   body of an error
  /// @throws SocketTimeoutException if nothing moved for too long
  /// @throws IOException if there is no answer or not all of it, and what `receiver` throws
  public HttpAnswer send(HttpRequest request, Duration patience, BodyReceiver receiver)
      throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    Wire kept = idle.take();
    if (kept != null) {
      HttpAnswer answer = exchange(kept, true, request, patience, receiver);
      if (answer != null) {
        return answer;
      }
    }
    HttpAnswer answer = exchange(connector.connect(patience), false, request, patience, receiver);
    if (answer == null) {
      throw new IOException("a new connection was stale");
    }
    return answer;
  }

  /// One request on one connection.
  ///
  /// @param kept whether the server may have closed it since its last request
  /// @return null if it had
  private @Nullable HttpAnswer exchange(
      Wire wire, boolean kept, HttpRequest request, Duration patience, BodyReceiver receiver)
      throws IOException {
    boolean reusable = false;
    try (StallGuard.Watch watch = guard.watch(wire::cut, limits.stall())) {
      AnswerReader reader =
          new AnswerReader(wire, request.isHead(), receiver, watch.waiting(limits.stall()));
      Outgoing outgoing = new Outgoing(request.head(), request.body());
      try {
        HttpAnswer answer = answer(wire, watch, reader, outgoing, patience);
        // What was not sent would be missing from the next request.
        reusable = reader.isReusable() && outgoing.isEmpty();
        return answer;
      } catch (IOException e) {
        if (closed) {
          throw e;
        }
        if (watch.wasCut()) {
          throw timeout(e);
        }
        if (kept && !reader.hasBegun() && !Thread.currentThread().isInterrupted()) {
          return null;
        }
        throw e;
      } finally {
        // Not to be cut any more once it is anybody's.
        reusable &= !watch.wasCut();
      }
    } finally {
      end(wire, reusable);
    }
  }

  private HttpAnswer answer(
      Wire wire, StallGuard.Watch watch, AnswerReader reader, Outgoing outgoing, Duration patience)
      throws IOException {
    Duration still = patience.compareTo(limits.stall()) > 0 ? patience : limits.stall();
    try {
      watch.allow(still);
      while (!outgoing.isEmpty()) {
        wire.send(outgoing);
        watch.allow(still);
      }
    } catch (IOException e) {
      return refusal(watch, reader, e);
    }
    watch.allow(patience);
    return reader.read();
  }

  /// A server that refuses a body may say so and close before it has read all of it.
  private HttpAnswer refusal(StallGuard.Watch watch, AnswerReader reader, IOException broken)
      throws IOException {
    if (watch.wasCut() || Thread.currentThread().isInterrupted()) {
      throw broken;
    }
    try {
      HttpAnswer answer = reader.read();
      if (answer.status() >= 300) {
        return answer;
      }
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
    throw broken;
  }

  private static SocketTimeoutException timeout(IOException cause) {
    SocketTimeoutException timeout = new SocketTimeoutException("nothing moved for too long");
    timeout.initCause(cause);
    return timeout;
  }

  private void end(Wire wire, boolean reusable) throws IOException {
    if (reusable) {
      idle.give(wire);
    } else {
      wire.close();
    }
  }

  /// Cuts all connections; requests under way fail.
  @Override
  public void close() {
    closed = true;
    rounds.interrupt();
    idle.close();
    guard.cutAll();
  }
}
