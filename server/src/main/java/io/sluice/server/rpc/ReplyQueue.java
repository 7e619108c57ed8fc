package io.sluice.server.rpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.memory.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The replies of one connection on their way out. Whoever adds a reply while nobody writes becomes
/// the writer and writes for all until nothing is left; the others go on with their work. Small
/// replies are encoded side by side into one buffer, so that a burst of them costs one `write`; a
/// payload goes from its lease to the socket.
///
/// Two batches take turns: one is filled under the lock, the other belongs to the writer.
final class ReplyQueue {
  private final GatheringByteChannel channel;
  private final LongSupplier ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();

  @GuardedBy("lock")
  private ReplyBatch filling;

  @GuardedBy("lock")
  private ReplyBatch writing;

  @GuardedBy("lock")
  private boolean isWriting;

  @GuardedBy("lock")
  private @Nullable IOException failure;

  /// When the client last took bytes; 0 while nothing is to be taken. The writer writes it, the
  /// watch reads it.
  private volatile long waitingSince;

  ReplyQueue(GatheringByteChannel channel, long batchBytes, LongSupplier ticker) {
    this.filling = new ReplyBatch(batchBytes);
    this.writing = new ReplyBatch(batchBytes);
    this.channel = channel;
    this.ticker = ticker;
  }

  /// Adds a reply, waiting while the client does not take those before it; one of the methods that
  /// flush follows.
  ///
  /// @throws IOException if the connection is broken; the reply's payload has been given back
  void put(ReplyMessage reply, @Nullable Lease large) throws IOException {
    lock.lock();
    try {
      while (failure == null && !filling.fits(reply, large)) {
        if (isWriting) {
          drained.awaitUninterruptibly();
        } else {
          drain();
        }
      }
      filling.add(reply, large);
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /// Sees that what is there is written, unless it is little and others are known to follow at
  /// once.
  void flushUnless(boolean moreFollow) throws IOException {
    lock.lock();
    try {
      if (!isWriting && !filling.isEmpty() && !(moreFollow && filling.isSmall())) {
        drain();
      }
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /// Sees that what is there is written.
  void flush() throws IOException {
    flushUnless(false);
  }

  @GuardedBy("lock")
  private void throwFailure() throws IOException {
    if (failure != null) {
      filling.discard();
      throw failure;
    }
  }

  /// Writes batch after batch, without the lock while it writes.
  @GuardedBy("lock")
  private void drain() {
    isWriting = true;
    while (!filling.isEmpty() && failure == null) {
      ReplyBatch full = filling;
      filling = writing;
      writing = full;
      lock.unlock();
      IOException broken = write(full);
      lock.lock();
      full.discard();
      if (broken != null) {
        failure = broken;
        filling.discard();
      }
      drained.signalAll();
    }
    isWriting = false;
    drained.signalAll();
  }

  private @Nullable IOException write(ReplyBatch batch) {
    try {
      ByteBuffer[] buffers = batch.buffers();
      int first = 0;
      while (first < buffers.length) {
        waitingSince = Math.max(1, ticker.getAsLong());
        channel.write(buffers, first, Math.min(buffers.length - first, ReplyBatch.MOST_BUFFERS));
        while (first < buffers.length && !buffers[first].hasRemaining()) {
          first++;
        }
      }
      return null;
    } catch (IOException e) {
      return e;
    } catch (RuntimeException | OutOfMemoryError e) {
      // the writer must come back and say so, else all others wait for it for ever
      return new IOException("the replies could not be written", e);
    } finally {
      waitingSince = 0;
    }
  }

  /// Whether the client has taken nothing for too long.
  boolean isStalled(long now) {
    long since = waitingSince;
    return since != 0 && now - since > RpcLimits.STALL_NANOS;
  }

  /// Waits until everything is written or the connection is broken.
  void awaitEmpty() {
    lock.lock();
    try {
      while (failure == null && (isWriting || !filling.isEmpty())) {
        if (isWriting) {
          drained.awaitUninterruptibly();
        } else {
          drain();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
