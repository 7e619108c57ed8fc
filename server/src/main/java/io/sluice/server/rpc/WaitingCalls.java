package io.sluice.server.rpc;

import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of one connection that could not be answered at once. The connection's reader admits
/// them, one after another; each is done by a thread of its own, or by the one that has read it.
final class WaitingCalls {
  private static final Logger log = LoggerFactory.getLogger(WaitingCalls.class);

  /// The client who waits.
  interface Client {
    /// Takes a reply to him, or ends the connection.
    void send(ReplyMessage reply);

    /// There will be no reply: ends the connection.
    void fail(Throwable fault);
  }

  private final long connection;
  private final Dispatcher dispatcher;
  private final ReplyCache cache;
  private final Dispatcher.CallerOf peer;
  private final Client client;
  private final int most;
  private final Semaphore credits;
  private final Set<Integer> xids = ConcurrentHashMap.newKeySet();

  /// @param connection its number
  WaitingCalls(long connection, RpcParts parts, Dispatcher.CallerOf peer, Client client) {
    this.connection = connection;
    this.dispatcher = parts.dispatcher();
    this.cache = parts.cache();
    this.peer = peer;
    this.client = client;
    Slab slab = parts.slab();
    this.most = RpcLimits.calls(slab);
    this.credits = new Semaphore(most);
  }

  /// Whether a call with this id is not under way already; from now on it is.
  boolean admit(int xid) {
    return xids.add(xid);
  }

  /// An admitted call will not be done.
  void forget(int xid) {
    xids.remove(xid);
  }

  /// Whether no call is under way.
  boolean isIdle() {
    return credits.availablePermits() == most;
  }

  /// Waits for a credit.
  void begin() {
    credits.acquireUninterruptibly();
  }

  /// Gives a call that has a credit to a thread of its own; if there can be none, everything that
  /// the call holds is given back, and the connection ends.
  void start(int xid, CallRecord record) {
    boolean isStarted = false;
    try {
      Thread.ofVirtual().name("call").start(() -> answer(xid, record));
      isStarted = true;
    } finally {
      if (!isStarted) {
        forget(xid);
        record.close();
        credits.release();
      }
    }
  }

  /// Does a call that has a credit, however long it takes, and returns whatever happens. Takes its
  /// record apart anew, since views into the one that was read are gone. Afterwards the record may
  /// be anything, as its memory may have been exchanged.
  void answer(int xid, CallRecord record) {
    try (record) {
      ReplyMessage reply = replyTo(xid, record);
      Thread.interrupted(); // an interrupt was the call's, and would close the socket
      client.send(reply);
    } catch (RuntimeException | Error | InterruptedException e) {
      client.fail(e);
    } finally {
      credits.release();
    }
  }

  private ReplyMessage replyTo(int xid, CallRecord record) throws InterruptedException {
    try {
      return switch (dispatcher.accept(record, peer)) {
        case Dispatcher.Call.Refused(var refusal) -> refusal;
        case Dispatcher.Call.Accepted call -> done(call, record.bytes());
      };
    } finally {
      // before the reply is out: a client that has it may use the id again
      forget(xid);
    }
  }

  private ReplyMessage done(Dispatcher.Call.Accepted call, ByteBuffer message)
      throws InterruptedException {
    if (!call.procedure().isNonIdempotent()) {
      return dispatcher.call(call, Patience.MAY_WAIT);
    }
    byte[] reply =
        cache.once(
            call.xid(),
            message,
            connection,
            () -> encoded(dispatcher.call(call, Patience.MAY_WAIT)));
    return reply == null
        ? new ReplyMessage.Failed(call.xid(), AcceptStatus.SYSTEM_ERR)
        : new ReplyMessage.Stored(call.xid(), ByteBuffer.wrap(reply));
  }

  /// The reply as it is stored. One that cannot be encoded is stored as a failure: what the call
  /// was to change may have happened, so it must not be done again.
  private static byte[] encoded(ReplyMessage reply) {
    try {
      return bytes(reply);
    } catch (RuntimeException | Error e) {
      log.error("a reply could not be encoded: this is a fault of the program", e);
      return bytes(new ReplyMessage.Failed(reply.xid(), AcceptStatus.SYSTEM_ERR));
    }
  }

  private static byte[] bytes(ReplyMessage reply) {
    ByteBuffer bytes = ByteBuffer.allocate(reply.size());
    reply.encode(new XdrWriter(bytes));
    byte[] encoded = new byte[bytes.flip().remaining()];
    bytes.get(encoded);
    return encoded;
  }

  /// Waits until none is under way.
  void awaitAll() {
    credits.acquireUninterruptibly(most);
  }
}
