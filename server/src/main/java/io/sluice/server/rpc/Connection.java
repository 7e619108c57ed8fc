package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP connection of a client: its reader thread takes record after record and answers from
/// memory what it can; every other call goes on on a virtual thread of its own, so that a slow one
/// never holds up those behind it.
///
/// A client can hold: one record that is being read, [RpcLimits#calls] calls that wait, and two
/// batches of replies that it does not take. When these are spent the reader stops reading, and TCP
/// slows the client.
final class Connection {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private final long number;
  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final Slab slab;
  private final Dispatcher dispatcher;
  private final ReplyCache cache;
  private final RpcObserver observer;
  private final RecordReader records;
  private final ReplyQueue replies;
  private final int mostCalls;
  private final Semaphore calls;
  private final Set<Integer> waitingXids = ConcurrentHashMap.newKeySet();
  private final CountDownLatch hasEnded = new CountDownLatch(1);
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /// Set by the stopping thread, read by the reader: no new calls.
  private volatile boolean isStopping;

  /// Cleared by the reader when the client is gone, read by calls of other connections.
  private volatile boolean hasPeer = true;

  Connection(long number, SocketChannel channel, RpcParts parts, LongSupplier ticker)
      throws IOException {
    this.number = number;
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.getRemoteAddress();
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.slab = parts.slab();
    this.dispatcher = parts.dispatcher();
    this.cache = parts.cache();
    this.observer = parts.observer();
    this.records = new RecordReader(channel, slab, this::isEnding, ticker);
    this.replies = new ReplyQueue(channel, RpcLimits.batchBytes(slab), ticker);
    this.mostCalls = RpcLimits.calls(slab);
    this.calls = new Semaphore(mostCalls);
  }

  /// Serves the connection until it ends; then tells `ended`.
  void serve(Consumer<Connection> ended) {
    observer.connected();
    try {
      readRecords();
    } catch (XdrException | RecordException e) {
      log.warn("{} sent what is not RPC: {}; the connection is closed", remote, e.getMessage());
    } catch (IOException e) {
      log.debug("{} is gone: {}", remote, e.toString());
    } catch (RuntimeException e) {
      log.error("{}: its connection is closed, this is a fault of the program", remote, e);
    } finally {
      hasPeer = false;
      awaitCalls();
      close();
      observer.disconnected();
      ended.accept(this);
      hasEnded.countDown();
    }
  }

  private void readRecords() throws IOException {
    while (!isStopping) {
      if (!records.hasNext()) {
        replies.flush();
      }
      CallRecord record = records.next();
      if (record == null) {
        return;
      }
      take(record);
    }
  }

  private void take(CallRecord record) throws IOException {
    boolean isHandedOn = false;
    try {
      switch (dispatcher.accept(record, this::caller)) {
        case Dispatcher.Call.Refused(var reply) -> send(reply, records.hasNext());
        case Dispatcher.Call.Accepted call -> isHandedOn = !answerAtHand(call, record);
      }
    } finally {
      if (!isHandedOn) {
        record.close();
      }
    }
  }

  private Caller caller(Credential credential) {
    return new Caller(credential, remote, local, Caller.Transport.TCP, number);
  }

  /// Answers on this thread, or hands the call and its record on; returns whether it answered.
  private boolean answerAtHand(Dispatcher.Call.Accepted call, CallRecord record)
      throws IOException {
    if (!call.procedure().isNonIdempotent()) {
      try {
        send(dispatcher.call(call, Patience.AT_HAND), records.hasNext());
        return true;
      } catch (WouldWait e) {
        // what follows
      }
    }
    if (!waitingXids.add(call.xid())) {
      observer.repeated();
      return true;
    }
    replies.flush();
    CallRecord kept = record.kept(slab, this::isEnding);
    if (kept == null) {
      waitingXids.remove(call.xid());
      return true;
    }
    handOn(call.xid(), kept);
    return record.lease() == null;
  }

  /// Gives a call and its record to a thread of its own; if there can be none, everything that the
  /// call holds is given back, and the connection ends.
  private void handOn(int xid, CallRecord kept) {
    calls.acquireUninterruptibly();
    boolean isStarted = false;
    try {
      Thread.ofVirtual().name("call").start(() -> answerLater(xid, kept));
      isStarted = true;
    } finally {
      if (!isStarted) {
        waitingXids.remove(xid);
        kept.close();
        calls.release();
      }
    }
  }

  /// Takes the kept record apart anew, since views into the first one are gone, and does the call
  /// however long it takes. Afterwards the record may be anything, as its memory may have been
  /// exchanged.
  private void answerLater(int xid, CallRecord record) {
    try (record) {
      send(replyTo(xid, record), false);
    } catch (IOException e) {
      log.debug("{} does not take a reply: {}", remote, e.toString());
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      calls.release();
    }
  }

  private ReplyMessage replyTo(int xid, CallRecord record) throws InterruptedException {
    try {
      return switch (dispatcher.accept(record, this::caller)) {
        case Dispatcher.Call.Refused(var refusal) -> refusal;
        case Dispatcher.Call.Accepted call -> done(call, record.bytes());
      };
    } finally {
      // before the reply is out: a client that has it may use the id again
      waitingXids.remove(xid);
    }
  }

  private ReplyMessage done(Dispatcher.Call.Accepted call, ByteBuffer message)
      throws InterruptedException {
    if (!call.procedure().isNonIdempotent()) {
      return dispatcher.call(call, Patience.MAY_WAIT);
    }
    byte[] reply =
        cache.once(
            call.xid(), message, number, () -> encoded(dispatcher.call(call, Patience.MAY_WAIT)));
    return reply == null
        ? new ReplyMessage.Failed(call.xid(), AcceptStatus.SYSTEM_ERR)
        : new ReplyMessage.Stored(call.xid(), ByteBuffer.wrap(reply));
  }

  /// The reply as it is stored. One that cannot be encoded is stored as a failure: what the call
  /// was to change may have happened, so it must not be done again.
  private static byte[] encoded(ReplyMessage reply) {
    try {
      return bytes(reply);
    } catch (RuntimeException e) {
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

  private void send(ReplyMessage reply, boolean moreFollow) throws IOException {
    Lease large = null;
    if (ReplyBatch.needsLease(reply)) {
      large = CallRecord.lease(slab, reply.size() + 4, isClosed::get);
      if (large == null) {
        throw new ClosedChannelException();
      }
    }
    try {
      replies.add(reply, large, moreFollow);
    } catch (RuntimeException e) {
      log.error("a reply could not be encoded: this is a fault of the program", e);
      replies.add(new ReplyMessage.Failed(reply.xid(), AcceptStatus.SYSTEM_ERR), null, false);
    }
  }

  private boolean isEnding() {
    return isStopping || isClosed.get();
  }

  /// Waits for the calls that are under way and for their replies to leave.
  private void awaitCalls() {
    calls.acquireUninterruptibly(mostCalls);
    replies.awaitEmpty();
  }

  /// Whether the client has stopped taking part.
  boolean isStalled(long now) {
    return replies.isStalled(now) || records.isStalled(now);
  }

  /// Whether the client is there: false from its end on, although its calls may be under way.
  boolean isOpen() {
    return hasPeer;
  }

  long number() {
    return number;
  }

  InetSocketAddress remote() {
    return remote;
  }

  /// No new calls; those under way are answered.
  void stop() {
    isStopping = true;
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      close();
    }
  }

  /// Waits until all calls are answered and the connection has ended.
  void awaitEnd(long nanos) throws InterruptedException {
    if (!hasEnded.await(nanos, TimeUnit.NANOSECONDS)) {
      log.warn("{} still had calls under way when the time to finish them was over", remote);
    }
  }

  /// Ends the connection at once.
  void close() {
    if (isClosed.compareAndSet(false, true)) {
      try {
        channel.close();
      } catch (IOException e) {
        log.debug("{} did not close: {}", remote, e.toString());
      }
    }
  }
}
