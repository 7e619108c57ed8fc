package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP connection of a client: its reader thread takes record after record and answers from
/// memory what it can; every other call goes on on a thread of its own, so that a slow one never
/// holds up those behind it.
///
/// That thread is a virtual one, but for a call that comes alone: its client waits for nothing
/// else, and to wake a thread takes longer than most of what is done for him. Such a call goes on
/// on the thread that has read it, and a second one of the connection reads on.
///
/// A client can hold: one record that is being read, the calls that wait ([CallCredits]), some
/// large replies, and two batches of replies that it does not take. When these are spent the reader
/// stops reading, and TCP slows the client.
final class Connection implements WaitingCalls.Client {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private final long number;
  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final boolean isTrusted;
  private final Slab slab;
  private final Dispatcher dispatcher;
  private final RpcObserver observer;
  private final News news;
  private final RecordReader records;
  private final ReplyQueue replies;
  private final WaitingCalls calls;
  private final ReaderTurn turn = new ReaderTurn();

  /// Replies with memory of their own that do not fit into a batch yet.
  private final Semaphore largeReplies = new Semaphore(RpcLimits.LARGE_REPLIES);

  /// Written and read by who has the turn.
  private boolean hasSecond;

  private final Consumer<Connection> ended;
  private final CountDownLatch hasEnded = new CountDownLatch(1);
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /// Set by the stopping thread, read by who has the turn: no new calls.
  private volatile boolean isStopping;

  /// Cleared by who has the turn when the client is gone, or by who accepts its next connection;
  /// read by calls of other connections.
  private volatile boolean hasPeer = true;

  /// @param ended is told once it has ended
  /// @param isTrusted whether it may do what a credential decides: else records and replies are
  ///   small
  Connection(
      long number,
      SocketChannel channel,
      boolean isTrusted,
      RpcParts parts,
      LongSupplier ticker,
      Consumer<Connection> ended)
      throws IOException {
    this.number = number;
    this.ended = ended;
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.getRemoteAddress();
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.slab = parts.slab();
    this.dispatcher = parts.dispatcher();
    this.observer = parts.observer();
    this.news = parts.news();
    this.isTrusted = isTrusted;
    this.records = new RecordReader(channel, parts.unfinished(), isTrusted, this::isEnding, ticker);
    long batch = isTrusted ? RpcLimits.batchBytes(slab) : RpcLimits.UNTRUSTED_BATCH_BYTES;
    this.replies = new ReplyQueue(channel, batch, ticker);
    this.calls = new WaitingCalls(number, parts, this::caller, this);
  }

  /// Serves the connection until it ends; then tells who asked to be told.
  void serve() {
    observer.connected();
    takeTurns();
  }

  /// What both threads do: read, do a call, wait for their turn to read again.
  private void takeTurns() {
    while (turn.take()) {
      WaitingCalls.Begun own = read();
      if (own != null) {
        turn.pass();
        calls.answer(own);
      }
    }
  }

  /// Reads and answers until there is a call for this thread; null at the end of the connection.
  private WaitingCalls.@Nullable Begun read() {
    WaitingCalls.Begun own = null;
    try {
      own = readRecords();
    } catch (XdrException | RecordException e) {
      if (news.isNews("not RPC from " + remote.getAddress())) {
        log.warn("{} sent what is not RPC: {}; the connection is closed", remote, e.getMessage());
      }
    } catch (IOException e) {
      log.debug("{} is gone: {}", remote, e.toString());
    } catch (RuntimeException e) {
      fail(e);
    } finally {
      if (own == null) {
        end();
      }
    }
    return own;
  }

  private void end() {
    hasPeer = false;
    try {
      calls.awaitAll();
      replies.awaitEmpty();
    } finally {
      close();
      turn.end();
      observer.disconnected();
      ended.accept(this);
      hasEnded.countDown();
    }
  }

  private WaitingCalls.@Nullable Begun readRecords() throws IOException {
    while (!isStopping) {
      if (!records.hasNext()) {
        replies.flush();
      }
      CallRecord record = records.next();
      if (record == null) {
        return null;
      }
      WaitingCalls.Begun own = take(record);
      if (own != null) {
        return own;
      }
    }
    return null;
  }

  private WaitingCalls.@Nullable Begun take(CallRecord record) throws IOException {
    WaitingCalls.Begun begun = null;
    boolean isAlone = false;
    try {
      switch (dispatcher.accept(record, this::caller)) {
        case Dispatcher.Call.Refused(var reply) -> send(reply, records.hasNext());
        case Dispatcher.Call.Accepted call -> {
          if (!isAnswered(call)) {
            isAlone = isAlone();
            begun = begun(call, record);
          }
        }
      }
    } finally {
      if (begun == null) {
        record.close();
      }
    }
    if (begun != null && !isAlone) {
      calls.start(begun);
    }
    return isAlone ? begun : null;
  }

  private Caller caller(Credential credential) {
    return new Caller(credential, remote, local, Caller.Transport.TCP, number);
  }

  /// Answers a call if that needs no waiting.
  private boolean isAnswered(Dispatcher.Call.Accepted call) throws IOException {
    if (call.procedure().isNonIdempotent()) {
      return false;
    }
    try {
      send(dispatcher.call(call, Patience.AT_HAND), records.hasNext());
      return true;
    } catch (WouldWait e) {
      return false;
    }
  }

  /// A call that is to be done; null if it is not to be done.
  private WaitingCalls.@Nullable Begun begun(Dispatcher.Call.Accepted call, CallRecord record)
      throws IOException {
    if (!calls.admit(call.xid())) {
      observer.repeated();
      return null;
    }
    WaitingCalls.Begun begun = null;
    try {
      replies.flush();
      begun = calls.begin(call, record, this::isEnding);
      return begun;
    } finally {
      if (begun == null) {
        calls.forget(call.xid());
      }
    }
  }

  /// Whether the client waits for the call that was just read and for no other, as far as can be
  /// seen, and there is a second thread to read on.
  private boolean isAlone() {
    return records.isEmpty() && calls.isIdle() && (hasSecond || startsSecond());
  }

  private boolean startsSecond() {
    try {
      Thread.ofPlatform().name("connection-" + number + "b").daemon().start(this::takeTurns);
      hasSecond = true;
    } catch (OutOfMemoryError e) {
      log.debug("{}: there is no thread more to be had: {}", remote, e.getMessage());
    }
    return hasSecond;
  }

  @Override
  public void send(ReplyMessage reply) {
    try {
      send(reply, false);
    } catch (IOException e) {
      log.debug("{} does not take a reply: {}", remote, e.toString());
      close();
    }
  }

  @Override
  public void fail(Throwable fault) {
    log.error("{}: its connection is closed, this is a fault of the program", remote, fault);
    close();
  }

  @Override
  public boolean isLeaving() {
    return isEnding() || !hasPeer;
  }

  private void send(ReplyMessage reply, boolean moreFollow) throws IOException {
    if (!ReplyBatch.needsLease(reply)) {
      add(reply, null);
      replies.flushUnless(moreFollow);
      return;
    }
    replies.flush(); // before a wait for memory
    largeReplies.acquireUninterruptibly();
    try {
      Lease large = CallRecord.lease(slab, reply.size() + 4, isClosed::get);
      if (large == null) {
        throw new ClosedChannelException();
      }
      add(reply, large);
    } finally {
      largeReplies.release();
    }
    replies.flush();
  }

  private void add(ReplyMessage reply, @Nullable Lease large) throws IOException {
    try {
      replies.put(reply, large);
    } catch (RuntimeException e) {
      log.error("a reply could not be encoded: this is a fault of the program", e);
      replies.put(new ReplyMessage.Failed(reply.xid(), AcceptStatus.SYSTEM_ERR), null);
    }
  }

  private boolean isEnding() {
    return isStopping || isClosed.get();
  }

  /// Whether the client has stopped taking part.
  boolean isStalled(long now) {
    return replies.isStalled(now) || records.isStalled(now);
  }

  /// Whether the client is there: false from its end on, although its calls may be under way.
  boolean isOpen() {
    return hasPeer && !isClosed.get();
  }

  /// Whether it may be ended so that another can begin: its client, who comes from a port that
  /// anybody may use, waits for nothing, and connects again when it has something to ask.
  boolean mayMakeRoom() {
    return CallerRules.isOfAnybody(remote) && !isClosed.get() && calls.isIdle();
  }

  /// Whether it may do what a credential decides.
  boolean isTrusted() {
    return isTrusted;
  }

  /// When its client last sent a whole record.
  long lastRecordAt() {
    return records.lastAt();
  }

  /// The client is not there any more: another connection comes from its port.
  void peerLeft() {
    hasPeer = false;
  }

  long number() {
    return number;
  }

  InetSocketAddress remote() {
    return remote;
  }

  InetSocketAddress local() {
    return local;
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
  ///
  /// @return whether it has, within this time
  boolean awaitEnd(long nanos) throws InterruptedException {
    return hasEnded.await(nanos, TimeUnit.NANOSECONDS);
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
