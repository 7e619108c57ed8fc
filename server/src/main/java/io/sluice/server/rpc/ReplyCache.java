package io.sluice.server.rpc;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The duplicate-request cache: replies of calls that must not be done twice, for clients that send
/// a call again because its reply was lost or late.
///
/// All clients of a loopback address look alike, and so may their transaction ids. A stored reply
/// therefore goes only to the connection that its call came from, or, if that is closed, to the
/// first one that sends the same bytes under the same id, to which it belongs from then on: a
/// client that lost its connection sends exactly those again.
///
/// One lock for the table, which is never held while a call is done; a repeated call waits for the
/// first one at its entry.
final class ReplyCache {
  /// Replies remembered. At 200 bytes each a few megabytes at most; a client repeats within a
  /// minute or two.
  static final int MOST = 16_384;

  private record Key(int xid, long checksum) {}

  /// One call. `connection` is guarded by the table's lock. `reply` and `isGivenUp` are written
  /// once by the thread that does the call, under the entry's monitor, and read by repeated ones.
  private static final class Entry {
    private long connection;
    private byte @Nullable [] reply;
    private boolean isGivenUp;

    Entry(long connection) {
      this.connection = connection;
    }

    synchronized void finish(byte[] bytes) {
      reply = bytes;
      notifyAll();
    }

    synchronized void giveUp() {
      isGivenUp = true;
      notifyAll();
    }

    /// The reply, or null if there will be none.
    synchronized byte @Nullable [] await() throws InterruptedException {
      while (reply == null && !isGivenUp) {
        wait();
      }
      return reply;
    }
  }

  private final LongPredicate isOpen;
  private final RpcObserver observer;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  /// @param isOpen whether a connection of this number is still open
  ReplyCache(LongPredicate isOpen, RpcObserver observer) {
    this.isOpen = isOpen;
    this.observer = observer;
  }

  /// The reply of a call: the stored one if it was done before, else what `doing` gives, which is
  /// stored. What `doing` throws is thrown on, and the call is forgotten: nobody waits for its
  /// reply any more, and the next one is done.
  ///
  /// @param message the whole call, credential included
  /// @return null if another thread did the call and threw
  /// @throws InterruptedException while the first call is waited for
  byte @Nullable [] once(int xid, ByteBuffer message, long connection, Supplier<byte[]> doing)
      throws InterruptedException {
    Key key = new Key(xid, Hashing.farmHashFingerprint64().hashBytes(message.duplicate()).asLong());
    Entry mine = new Entry(connection);
    Entry first = claim(key, mine);
    if (first != mine) {
      observer.repeated();
      return first.await();
    }
    boolean isDone = false;
    try {
      byte[] reply = doing.get();
      mine.finish(reply);
      isDone = true;
      return reply;
    } finally {
      if (!isDone) {
        forget(key, mine);
      }
    }
  }

  private void forget(Key key, Entry mine) {
    synchronized (lock) {
      entries.remove(key, mine);
    }
    mine.giveUp();
  }

  private Entry claim(Key key, Entry mine) {
    synchronized (lock) {
      Entry there = entries.get(key);
      if (there != null
          && (there.connection == mine.connection || !isOpen.test(there.connection))) {
        there.connection = mine.connection;
        return there;
      }
      entries.remove(key); // so that the new entry is the youngest, not as old as the one before
      entries.put(key, mine);
      if (entries.size() > MOST) {
        Iterator<Entry> oldest = entries.values().iterator();
        oldest.next();
        oldest.remove();
      }
      return mine;
    }
  }
}
