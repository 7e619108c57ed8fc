package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replies side by side, each behind its record mark, with their payloads in between. Not
/// thread-safe: [ReplyQueue] locks.
final class ReplyBatch {
  /// Buffers of one gathering write; the kernel takes 1,024, the JDK copies 16 to the native side
  /// cheaply.
  static final int MOST_BUFFERS = 64;

  private static final int BUFFER = 64 << 10;
  private static final int MARK = 4;
  private static final int PADDING = 4;

  /// From here on a burst of small replies is written although more follow.
  private static final int SMALL = 32 << 10;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PADDING).asReadOnlyBuffer();

  private final ByteBuffer heads = ByteBuffer.allocateDirect(BUFFER);
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final long mostBytes;
  private final List<Lease> leases = new ArrayList<>();

  /// Where the heads begin that are not yet in `buffers`.
  private int pendingFrom;

  private long payloadBytes;

  /// @param mostBytes from so many bytes of payload on it takes no more
  ReplyBatch(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// Whether there is room for a reply.
  ///
  /// @param large memory for the head of a reply that is too large for the shared buffer
  boolean fits(ReplyMessage reply, @Nullable Lease large) {
    return buffers.size() + 4 <= MOST_BUFFERS
        && payloadBytes < mostBytes
        && (large != null || heads.remaining() >= MARK + reply.size());
  }

  /// Whether a head of this size needs memory of its own.
  static boolean needsLease(ReplyMessage reply) {
    return MARK + reply.size() > BUFFER / 4;
  }

  void add(ReplyMessage reply, @Nullable Lease large) {
    ByteBuffer into = large == null ? heads : large.buffer();
    int mark = into.position();
    XdrWriter out = new XdrWriter(into.putInt(0));
    Lease payload = null;
    try {
      reply.encode(out);
    } catch (RuntimeException e) {
      into.position(mark);
      throw e;
    } finally {
      payload = out.takePayload();
      if (payload != null) {
        leases.add(payload);
      }
      if (large != null) {
        leases.add(large);
      }
    }
    int payloadLength = payload == null ? 0 : payload.buffer().remaining();
    int padding = XdrReader.padding(payloadLength);
    into.putInt(mark, 0x8000_0000 | (into.position() - mark - MARK + payloadLength + padding));
    if (large != null) {
      closeHeads();
      buffers.add(large.buffer().flip());
      payloadBytes += large.buffer().remaining();
    }
    if (payload != null) {
      closeHeads();
      addPayload(payload.buffer(), padding);
    }
  }

  private void addPayload(ByteBuffer payload, int padding) {
    payloadBytes += payload.remaining();
    buffers.add(payload);
    if (padding > 0) {
      buffers.add(ZEROS.slice(0, padding));
    }
  }

  private void closeHeads() {
    if (heads.position() > pendingFrom) {
      buffers.add(heads.slice(pendingFrom, heads.position() - pendingFrom));
      pendingFrom = heads.position();
    }
  }

  boolean isEmpty() {
    return heads.position() == 0 && buffers.isEmpty();
  }

  /// Whether it may wait for more replies before it is written.
  boolean isSmall() {
    return payloadBytes == 0 && heads.position() < SMALL;
  }

  /// Everything in the order in which it goes out.
  ByteBuffer[] buffers() {
    closeHeads();
    return buffers.toArray(ByteBuffer[]::new);
  }

  /// Gives all leases back and begins anew.
  void discard() {
    leases.forEach(Lease::close);
    leases.clear();
    buffers.clear();
    heads.clear();
    pendingFrom = 0;
    payloadBytes = 0;
  }
}
