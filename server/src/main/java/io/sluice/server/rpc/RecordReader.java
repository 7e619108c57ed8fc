package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Cuts a TCP stream into records (RFC 5531 section 11: fragments behind 4-byte marks, the last one
/// of a record with the highest bit set). Small records stay in the buffer of the connection; a
/// large one is read straight into leased memory. Nothing is allocated by what a mark promises
/// before it is checked. Used by one thread at a time, which has the connection's turn to read.
final class RecordReader {
  private static final int LAST_FRAGMENT = 0x8000_0000;
  private static final int MARK = 4;

  /// Many small calls fit, so that a burst of them costs one read.
  private static final int BUFFER = 64 << 10;

  /// Bytes to look ahead behind a large record. Another large one mostly follows, and what the
  /// buffer takes of it is copied once more; small calls that follow instead cost one more read.
  private static final int AHEAD_OF_LARGE = 4 << 10;

  private final ReadableByteChannel channel;
  private final UnfinishedRecords memory;
  private final boolean takesLarge;
  private final BooleanSupplier closing;
  private final LongSupplier ticker;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).limit(0);

  /// Bytes that the buffer may hold after the next read into it.
  private int ahead = BUFFER;

  /// When the reader began to wait for the rest of a record, however much of it has come since: a
  /// client that sends byte after byte must not hold memory for ever. 0 while it does not wait. The
  /// reader writes it, the watch reads it.
  private volatile long unfinishedSince;

  /// When the last record was whole. The reader writes it; who looks for idle connections reads it.
  private volatile long lastAt;

  /// @param memory for large records
  /// @param takesLarge whether there may be any: memory is for those who may send what needs it
  RecordReader(
      ReadableByteChannel channel,
      UnfinishedRecords memory,
      boolean takesLarge,
      BooleanSupplier closing,
      LongSupplier ticker) {
    this.channel = channel;
    this.memory = memory;
    this.takesLarge = takesLarge;
    this.closing = closing;
    this.ticker = ticker;
    this.lastAt = ticker.getAsLong();
  }

  /// Whether a whole record is here already, so that taking it will not wait. Before a wait all
  /// replies must be on their way: the client may wait for them.
  boolean hasNext() {
    if (buffer.remaining() < MARK) {
      return false;
    }
    int mark = buffer.getInt(buffer.position());
    int length = mark & ~LAST_FRAGMENT;
    boolean isInPlace = (mark & LAST_FRAGMENT) != 0 && length <= RpcLimits.IN_PLACE;
    return isInPlace && buffer.remaining() >= MARK + length; // others wait for memory
  }

  /// Whether nothing is here of a record that has not been taken.
  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /// The next record, or null at the end of the stream between records. The record before it is
  /// gone if it was in place.
  @Nullable CallRecord next() throws IOException {
    try {
      return read();
    } finally {
      unfinishedSince = 0;
      lastAt = ticker.getAsLong();
    }
  }

  /// When the last record was whole; at first, when the connection began.
  long lastAt() {
    return lastAt;
  }

  private @Nullable CallRecord read() throws IOException {
    if (!require(MARK, true)) {
      return null;
    }
    int mark = buffer.getInt();
    int length = checked(mark, 0);
    if ((mark & LAST_FRAGMENT) != 0 && length <= RpcLimits.IN_PLACE) {
      ahead = BUFFER;
      require(length, false);
      ByteBuffer bytes = buffer.slice(buffer.position(), length);
      buffer.position(buffer.position() + length);
      return CallRecord.inPlace(bytes);
    }
    if (!takesLarge) {
      throw new RecordException(
          "a record of more than %d bytes or one fragment, from a port that anybody may use"
              .formatted(RpcLimits.IN_PLACE));
    }
    return large(mark, length);
  }

  private @Nullable CallRecord large(int firstMark, int firstLength) throws IOException {
    ahead = AHEAD_OF_LARGE;
    boolean isWhole = (firstMark & LAST_FRAGMENT) != 0;
    unfinishedSince = 0; // from here on the client waits for memory
    int size = isWhole ? firstLength : RpcLimits.RECORD;
    Lease lease = memory.lease(size, closing);
    if (lease == null) {
      return null;
    }
    try {
      fill(lease.buffer(), firstMark, firstLength);
      lease.buffer().flip();
      return CallRecord.in(lease);
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    } finally {
      memory.whole(size);
    }
  }

  private void fill(ByteBuffer record, int firstMark, int firstLength) throws IOException {
    int mark = firstMark;
    int length = firstLength;
    for (int fragments = 1; ; fragments++) {
      readInto(record, length);
      if ((mark & LAST_FRAGMENT) != 0) {
        return;
      }
      if (fragments == RpcLimits.FRAGMENTS) {
        throw new RecordException("a record of more than " + RpcLimits.FRAGMENTS + " fragments");
      }
      require(MARK, false);
      mark = buffer.getInt();
      length = checked(mark, record.position());
    }
  }

  private static int checked(int mark, int before) throws RecordException {
    int length = mark & ~LAST_FRAGMENT;
    if (length > RpcLimits.RECORD - before) {
      throw new RecordException("a record of more than " + RpcLimits.RECORD + " bytes");
    }
    return length;
  }

  /// Moves `length` bytes of the stream to `record`: what is in the buffer, the rest directly from
  /// the socket.
  private void readInto(ByteBuffer record, int length) throws IOException {
    int buffered = Math.min(length, buffer.remaining());
    record.put(buffer.slice(buffer.position(), buffered));
    buffer.position(buffer.position() + buffered);
    int end = record.position() + length - buffered;
    int limit = record.limit();
    record.limit(end);
    while (record.hasRemaining()) {
      receive(record);
    }
    record.limit(limit);
  }

  /// One read inside of a record.
  private void receive(ByteBuffer into) throws IOException {
    if (unfinishedSince == 0) {
      unfinishedSince = Math.max(1, ticker.getAsLong());
    }
    if (channel.read(into) < 0) {
      throw new EOFException("the connection ended in the middle of a record");
    }
  }

  /// Whether the client has left a record unfinished for too long.
  boolean isStalled(long now) {
    long since = unfinishedSince;
    return since != 0 && now - since > RpcLimits.STALL_NANOS;
  }

  /// Reads until `bytes` are in the buffer; false if the stream ends before the first of them and
  /// that is allowed.
  private boolean require(int bytes, boolean mayEnd) throws IOException {
    if (buffer.remaining() >= bytes) {
      return true;
    }
    boolean isEmpty = !buffer.hasRemaining();
    buffer.compact().limit(Math.max(bytes, ahead));
    try {
      while (buffer.position() < bytes) {
        if (mayEnd && isEmpty && buffer.position() == 0) {
          if (channel.read(buffer) < 0) {
            return false;
          }
        } else {
          receive(buffer);
        }
      }
    } finally {
      buffer.flip();
    }
    return true;
  }
}
