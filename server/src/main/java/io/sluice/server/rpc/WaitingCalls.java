package io.sluice.server.rpc;

import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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

    /// Whether what has not begun need not be done: he is gone, or will ask the next process.
    boolean isLeaving();
  }

  private final long connection;
  private final Dispatcher dispatcher;
  private final ReplyCache cache;
  private final Dispatcher.CallerOf peer;
  private final Client client;
  private final Slab slab;
  private final RecordSlots slots;
  private final CallCredits credits;
  private final Set<Integer> xids = ConcurrentHashMap.newKeySet();

  /// @param connection its number
  WaitingCalls(long connection, RpcParts parts, Dispatcher.CallerOf peer, Client client) {
    this.connection = connection;
    this.dispatcher = parts.dispatcher();
    this.cache = parts.cache();
    this.peer = peer;
    this.client = client;
    this.slab = parts.slab();
    this.slots = new RecordSlots(slab);
    this.credits = new CallCredits(RpcLimits.calls(slab), RpcLimits.smallCalls(slab));
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
    return credits.areAllBack();
  }

  /// An admitted call, of which nothing is in memory that is not its own.
  record Begun(int xid, CallRecord record, CallCredits.Credit credit) {}

  /// Waits until a call may be done, or is in the queue of those that wait to be, and keeps its
  /// record; null if `closing` says that nobody waits any more.
  @Nullable Begun begin(Dispatcher.Call.Accepted call, CallRecord record, BooleanSupplier closing) {
    CallCredits.Credit credit = credits.take(load(call, record), record.isShort());
    CallRecord kept = null;
    try {
      kept = credit.isQueued() ? record.kept(slots, slab, closing) : record.kept(slab, closing);
      return kept == null ? null : new Begun(call.xid(), kept, credit);
    } finally {
      if (kept == null) {
        credit.await();
        credit.giveBack();
      }
    }
  }

  private static CallCredits.Load load(Dispatcher.Call.Accepted call, CallRecord record) {
    if (record.lease() != null) {
      return CallCredits.Load.RECORD;
    }
    return call.procedure().givesPayload() ? CallCredits.Load.REPLY : CallCredits.Load.SMALL;
  }

  /// Gives a call to a thread of its own; if there can be none, everything that it holds is given
  /// back, and the connection ends.
  void start(Begun call) {
    boolean isStarted = false;
    try {
      Thread.ofVirtual().name("call").start(() -> answer(call));
      isStarted = true;
    } finally {
      if (!isStarted) {
        forget(call.xid());
        call.record().close();
        call.credit().await();
        call.credit().giveBack();
      }
    }
  }

  /// Does a call, however long it takes, and returns whatever happens. Takes its record apart anew,
  /// since views into the one that was read are gone. Afterwards the record may be anything, as its
  /// memory may have been exchanged.
  void answer(Begun call) {
    call.credit().await();
    try (CallRecord record = call.record()) {
      if (call.credit().isQueued() && client.isLeaving()) {
        forget(call.xid());
        return;
      }
      ReplyMessage reply = replyTo(call.xid(), record);
      Thread.interrupted(); // an interrupt was the call's, and would close the socket
      client.send(reply);
    } catch (RuntimeException | Error | InterruptedException e) {
      client.fail(e);
    } finally {
      call.credit().giveBack();
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
    credits.awaitAll();
  }
}
