package io.sluice.vfs.write.part;

import io.sluice.memory.Lease;
import io.sluice.memory.LeasedBytes;
import io.sluice.memory.Slab;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.part.Extents.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The bytes of one part in leased memory, as far as they have come. Offsets count from the start
/// of the part.
///
/// Not safe for several threads, but for this: what [#body] gave stays as it is while only bytes
/// come that were missing then.
public final class PartBytes {
  /// Memory is leased for so many bytes at once.
  public static final int SLICE = 1 << 20;

  /// What the first slice of a part takes at least: always a power of two, so that a small file
  /// takes less than twice its bytes.
  private static final int SMALLEST = 4 << 10;

  /// What comes behind the first slice belongs to a stream, which will need all of it.
  private static final int LATER = 64 << 10;

  /// A slice that becomes too small is so much larger then, so that a file that grows by small
  /// steps is not copied often.
  private static final int GROWTH = 4;

  /// What holes are sent from; never written.
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(SLICE).asReadOnlyBuffer();

  private final Slab slab;
  private final List<@Nullable Lease> slices = new ArrayList<>();
  private final Extents extents = new Extents();

  /// @param slab whose leases hold the bytes
  public PartBytes(Slab slab) {
    this.slab = slab;
  }

  /// Leases what these bytes need; what was leased stays, also if it is not enough.
  ///
  /// @return 0 if there is room for all of them now, else the size of the lease that is needed next
  public int reserve(long start, long end) {
    return reserve(start, end, slab::tryLease);
  }

  /// As [#reserve(long, long)].
  ///
  /// @param memory gives a lease of so many bytes, or null
  public int reserve(long start, long end, IntFunction<@Nullable Lease> memory) {
    int lacking = 0;
    for (int slice = (int) (start / SLICE); lacking == 0 && (long) slice * SLICE < end; slice++) {
      lacking = reserve(slice, (int) Math.min(SLICE, end - (long) slice * SLICE), memory);
    }
    return lacking;
  }

  private int reserve(int slice, int needed, IntFunction<@Nullable Lease> memory) {
    while (slices.size() <= slice) {
      slices.add(null);
    }
    Lease there = slices.get(slice);
    if (there != null && there.buffer().capacity() >= needed) {
      return 0;
    }
    int room = room(slice, needed, there);
    Lease lease = memory.apply(room);
    if (lease == null) {
      return room;
    }
    if (there != null) {
      lease.buffer().duplicate().put(there.buffer().duplicate().clear());
      there.close();
    }
    slices.set(slice, lease);
    return 0;
  }

  private static int room(int slice, int needed, @Nullable Lease there) {
    if (slice > 0) {
      return there == null && needed <= LATER ? LATER : SLICE;
    }
    int least = there == null ? SMALLEST : GROWTH * there.buffer().capacity();
    return Math.min(SLICE, Integer.highestOneBit(2 * Math.max(needed, least) - 1));
  }

  /// Whether room for these bytes would move bytes that are there already.
  boolean moves(long start, long end) {
    for (int slice = (int) (start / SLICE); (long) slice * SLICE < end; slice++) {
      Lease there = slice < slices.size() ? slices.get(slice) : null;
      if (there != null
          && there.buffer().capacity() < Math.min(SLICE, end - (long) slice * SLICE)) {
        return true;
      }
    }
    return false;
  }

  /// Whether other bytes than these are there, anywhere under them.
  boolean differ(long start, ByteBuffer data) {
    for (Extent there : extents.within(start, start + data.remaining())) {
      long at = there.start();
      while (at < there.end()) {
        ByteBuffer mine = piece(at, there.end());
        ByteBuffer other = data.slice(data.position() + (int) (at - start), mine.remaining());
        if (mine.mismatch(other) >= 0) {
          return true;
        }
        at += mine.remaining();
      }
    }
    return false;
  }

  /// As [#put(long, ArrivedBytes)], for bytes that can only be copied.
  public boolean put(long start, ByteBuffer data) {
    return put(start, ArrivedBytes.of(data));
  }

  /// Takes bytes for which there is room. Where the same bytes were there before, nothing changes.
  ///
  /// @return whether anything is other than before
  boolean put(long start, ArrivedBytes arrived) {
    ByteBuffer data = arrived.bytes();
    Crc32c crc = arrived.crc();
    long end = start + data.remaining();
    if (exchanges(start, arrived.leased())) {
      extents.add(start, end, crc);
      return true;
    }
    if (differ(start, data)) {
      copy(start, data.slice(), crc);
      return true;
    }
    List<Extent> gaps = extents.gaps(start, end);
    for (Extent gap : gaps) {
      int length = (int) gap.length();
      ByteBuffer source = data.slice(data.position() + (int) (gap.start() - start), length);
      copy(gap.start(), source, length == data.remaining() ? crc : Crc32c.of(source));
    }
    return !gaps.isEmpty();
  }

  /// Takes bytes that are a whole slice of which none has come by taking their memory: nobody looks
  /// at what the slice had, [#body] included.
  private boolean exchanges(long start, LeasedBytes data) {
    if (data.lease() == null
        || start % SLICE != 0
        || data.bytes().remaining() != SLICE
        || !isEmpty(start, start + SLICE)) {
      return false;
    }
    Lease slice = slices.get((int) (start / SLICE));
    return slice != null && slice.exchange(data.lease(), data.bytes());
  }

  private void copy(long from, ByteBuffer source, Crc32c crc) {
    long to = from + source.remaining();
    extents.add(from, to, crc);
    long at = from;
    while (source.hasRemaining()) {
      ByteBuffer into = piece(at, to);
      ByteBuffer chunk = source.slice(source.position(), into.remaining());
      at += into.remaining();
      source.position(source.position() + into.remaining());
      into.put(chunk);
    }
  }

  /// The memory from `start` on, up to `end` or the end of the slice.
  private ByteBuffer piece(long start, long end) {
    int slice = (int) (start / SLICE);
    int from = (int) (start % SLICE);
    int length = (int) Math.min(end - start, SLICE - from);
    Lease lease = slices.get(slice);
    if (lease == null) {
      throw new IllegalStateException("no room was made");
    }
    return lease.buffer().slice(from, length);
  }

  /// Whether all of these bytes have come.
  boolean cover(long start, long end) {
    return extents.cover(start, end);
  }

  /// Whether no byte has come of these.
  boolean isEmpty(long from, long to) {
    return from >= to || extents.within(from, to).isEmpty();
  }

  /// Up to where all bytes from here on have come.
  long gapFrom(long start, long end) {
    List<Extent> gaps = start >= end ? List.of() : extents.gaps(start, end);
    return gaps.isEmpty() ? end : gaps.getFirst().start();
  }

  /// Behind the last byte that has come.
  long end() {
    return extents.end();
  }

  /// The first `length` bytes to send, with zeros where none have come.
  public UploadBody body(long length) {
    List<ByteBuffer> pieces = new ArrayList<>();
    Crc32c crc = Crc32c.OF_NOTHING;
    long at = 0;
    for (Extent extent : extents.all()) {
      crc = zeros(pieces, crc, at, extent.start());
      crc = bytes(pieces, crc, extent);
      at = extent.end();
    }
    crc = zeros(pieces, crc, at, length);
    return new UploadBody(pieces, length, crc);
  }

  private Crc32c bytes(List<ByteBuffer> pieces, Crc32c before, Extent extent) {
    Crc32c crc = before;
    long at = extent.start();
    while (at < extent.end()) {
      ByteBuffer piece = piece(at, extent.end()).asReadOnlyBuffer();
      pieces.add(piece);
      at += piece.remaining();
      if (extent.crc() == null) {
        crc = crc.then(Crc32c.of(piece), piece.remaining());
      }
    }
    return extent.crc() == null ? crc : crc.then(extent.crc(), extent.length());
  }

  private static Crc32c zeros(List<ByteBuffer> pieces, Crc32c before, long from, long to) {
    Crc32c crc = before;
    for (long at = from; at < to; at += SLICE) {
      ByteBuffer piece = ZEROS.slice(0, (int) Math.min(SLICE, to - at));
      pieces.add(piece);
      crc = crc.then(Crc32c.of(piece), piece.remaining());
    }
    return crc;
  }

  /// The stretches of the first `length` bytes that have come.
  public List<Extent> stretches(long length) {
    return extents.within(0, length);
  }

  /// Bytes that have come, as they lie in memory.
  public List<ByteBuffer> pieces(long from, long to) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (long at = from; at < to; at += pieces.getLast().remaining()) {
      pieces.add(piece(at, to).asReadOnlyBuffer());
    }
    return pieces;
  }

  /// The checksum of bytes that have come.
  Crc32c checksum(long from, long to) {
    Crc32c crc = Crc32c.OF_NOTHING;
    for (long at = from; at < to; ) {
      ByteBuffer piece = piece(at, to);
      crc = crc.then(Crc32c.of(piece), piece.remaining());
      at += piece.remaining();
    }
    return crc;
  }

  /// A body of zeros, which takes no memory of its own.
  public static UploadBody holes(long length) {
    List<ByteBuffer> pieces = new ArrayList<>();
    Crc32c crc = zeros(pieces, Crc32c.OF_NOTHING, 0, length);
    return new UploadBody(pieces, length, crc);
  }

  /// Puts the bytes from `start` on into `into` until that is full, with zeros where none have
  /// come.
  void read(long start, ByteBuffer into) {
    long end = start + into.remaining();
    long at = start;
    for (Extent there : extents.within(start, end)) {
      fillZeros(into, there.start() - at);
      at = there.start();
      while (at < there.end()) {
        ByteBuffer piece = piece(at, there.end());
        at += piece.remaining();
        into.put(piece);
      }
    }
    fillZeros(into, end - at);
  }

  /// Puts so many zeros into `into`.
  static void fillZeros(ByteBuffer into, long count) {
    for (long left = count; left > 0; left -= Math.min(left, SLICE)) {
      into.put(ZEROS.slice(0, (int) Math.min(left, SLICE)));
    }
  }

  /// Forgets the bytes from `end` on.
  void truncate(long end) {
    extents.truncate(end);
    for (int slice = slices.size() - 1; slice >= 0 && (long) slice * SLICE >= end; slice--) {
      Lease lease = slices.remove(slice);
      if (lease != null) {
        lease.close();
      }
    }
  }

  /// Memory that it holds.
  long leased() {
    long leased = 0;
    for (Lease slice : slices) {
      leased += slice == null ? 0 : slice.buffer().capacity();
    }
    return leased;
  }

  /// Gives the memory back.
  public void close() {
    truncate(0);
  }

  /// Whether they begin with those of which a part was made before.
  boolean beginWith(UploadedPart part) {
    return part.size() > 0
        && cover(0, part.size())
        && checksum(0, part.size()).equals(part.crc32c());
  }
}
