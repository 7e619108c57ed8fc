package io.sluice.vfs.write.part;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.write.part.Extents.Extent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The bytes of a file that is being written, in parts, which can be sent in any order as they
/// fill.
///
/// The pure core of a session, with [PartGrid], [SentParts] and [FileTail]: asks nobody, waits for
/// nothing, and is not safe for several threads.
public final class SessionParts {
  /// What stands in the way of a WRITE.
  public enum Obstacle {
    NONE,
    /// Other bytes of the same place are being sent just now.
    SENDING,
    /// Other bytes of the same place are in S3 only.
    GONE,
    /// The place is in the object that was there before.
    COPIED
  }

  private final PartGrid grid;
  private final SentParts sent;
  private final FileTail end;
  private final Slab slab;

  /// Whether bytes may come again that S3 has.
  private boolean comesAgain;

  /// @param slab whose leases hold the bytes
  public SessionParts(PartSizes sizes, Slab slab) {
    this.grid = new PartGrid(sizes);
    this.sent = new SentParts(grid);
    this.end = new FileTail(grid);
    this.slab = slab;
  }

  /// Where the parts lie.
  public PartGrid grid() {
    return grid;
  }

  /// What S3 has of them.
  public SentParts sent() {
    return sent;
  }

  /// The end of the file.
  public FileTail end() {
    return end;
  }

  /// Bytes of the file.
  public long size() {
    return grid.size();
  }

  /// Grows with each change of the content.
  public long revision() {
    return grid.revision();
  }

  /// Those bytes of a WRITE that fall into a part.
  private static ByteBuffer share(Part part, long offset, ByteBuffer data) {
    long from = Math.max(offset, part.start());
    long to = Math.min(offset + data.remaining(), part.end());
    return data.slice(data.position() + (int) (from - offset), (int) (to - from));
  }

  private static long placeIn(Part part, long offset) {
    return Math.max(offset, part.start()) - part.start();
  }

  /// How many of these bytes, from the first one on, are to be found in the object that is there
  /// only: in parts that are copied from it, or that begin with its end and are gone.
  public int copied(long offset, int length) {
    int copied = 0;
    for (Part part : grid.under(offset, offset + length)) {
      int share = (int) (Math.min(offset + length, part.end()) - Math.max(offset, part.start()));
      copied += part.isCopy() ? share : based(part, placeIn(part, offset), share);
    }
    return copied;
  }

  private int based(Part part, long place, int share) {
    return takesAgain(part) ? 0 : (int) Math.min(share, part.based(place));
  }

  /// What stands in the way of these bytes.
  ///
  /// @param isSame whether those of them that are copied were found to be the same
  public Obstacle obstacle(long offset, ByteBuffer data, boolean isSame) {
    for (Part part : grid.under(offset, offset + data.remaining())) {
      ByteBuffer share = share(part, offset, data);
      long place = placeIn(part, offset);
      PartBytes bytes = part.bytes();
      if (part.isCopy() ? !isSame : isGone(part, place, share)) {
        int based = part.isCopy() ? share.remaining() : based(part, place, share.remaining());
        ByteBuffer rest = share.slice(based, share.remaining() - based);
        if (rest.hasRemaining() && isGone(part, place + based, rest)) {
          return Obstacle.GONE;
        }
        if (!isSame) {
          return Obstacle.COPIED;
        }
      }
      if (bytes != null
          && part.isSending()
          && (bytes.moves(place, place + share.remaining()) || bytes.differ(place, share))) {
        return Obstacle.SENDING;
      }
    }
    return Obstacle.NONE;
  }

  private boolean isGone(Part part, long place, ByteBuffer share) {
    return !part.isAtHand() && !takesAgain(part) && !part.has(place, share);
  }

  /// Leases room for these bytes.
  ///
  /// @param memory gives a lease of so many bytes, or null
  /// @return 0 if there is room, else the size of the lease that is needed next
  public int reserve(long offset, int length, IntFunction<@Nullable Lease> memory) {
    for (Part part : grid.under(offset, offset + length)) {
      long from = placeIn(part, offset);
      long to = Math.min(offset + length, part.end()) - part.start();
      boolean isTaken = part.isAtHand() || takesAgain(part);
      int lacking = isTaken ? part.bytesOr(new PartBytes(slab)).reserve(from, to, memory) : 0;
      if (lacking > 0) {
        return lacking;
      }
    }
    return 0;
  }

  /// As [#put(long, ArrivedBytes)], for bytes that can only be copied.
  public void put(long offset, ByteBuffer data) {
    put(offset, ArrivedBytes.of(data));
  }

  /// Takes bytes for which there is room and no obstacle.
  public void put(long offset, ArrivedBytes arrived) {
    ByteBuffer data = arrived.bytes();
    for (Part part : grid.under(offset, offset + data.remaining())) {
      ByteBuffer share = share(part, offset, data);
      long place = placeIn(part, offset);
      PartBytes bytes = part.bytes();
      if (takesAgain(part)) {
        comeAgain(part, place, share);
      } else if (part.isAtHand() && bytes != null) {
        take(part, bytes, place, arrived.share(share));
      }
    }
    if (offset + data.remaining() > grid.size()) {
      grid.endAt(offset + data.remaining());
    }
  }

  private void take(Part part, PartBytes bytes, long place, ArrivedBytes arrived) {
    Crc32c crc = arrived.crc();
    int length = arrived.bytes().remaining();
    List<Extent> changed =
        bytes.differ(place, arrived.bytes()) ? part.changes(place, length) : List.of();
    if (bytes.put(place, arrived)) {
      grid.changed(part);
      for (Extent old : changed) {
        if (bytes.cover(old.start(), old.end())) {
          part.arrived(old.start(), (int) old.length(), bytes.checksum(old.start(), old.end()));
        }
      }
      part.arrived(place, length, crc);
    } else if (!part.has(place, arrived.bytes())) {
      part.arrived(place, length, crc); // the same, cut otherwise
    }
  }

  /// Whether a part that holds some of these bytes is full.
  public boolean hasFullUnder(long start, long end) {
    for (Part part : grid.under(start, end)) {
      if (part.isFull()) {
        return true;
      }
    }
    return false;
  }

  /// The client may send again what S3 has, since a former process did not answer, or told it to.
  public void expectAgain() {
    comesAgain = true;
  }

  private boolean takesAgain(Part part) {
    return comesAgain && part.isGoneForGood();
  }

  private void comeAgain(Part part, long place, ByteBuffer share) {
    PartBytes bytes = part.bytes();
    if (bytes == null) {
      return;
    }
    if (part.has(place, share)) {
      releaseRoom(part);
      return;
    }
    bytes.put(place, share);
    if (part.settles(grid.sizes().page())) {
      grid.isAtHandAgain(part);
    }
  }

  /// Gives back room for what comes again, if nothing is in it.
  static void releaseRoom(Part gone) {
    if (gone.isGoneForGood() && !gone.isUnsettled()) {
      gone.release();
    }
  }

  /// Whether bytes came again of which it is not known whether S3 has the same.
  public boolean isUnsettled() {
    return grid.touched().stream().anyMatch(Part::isUnsettled);
  }

  /// Forgets what came again, and all from the first gap on; the client sends the rest again.
  ///
  /// @param least bytes from the start that stay in any case, those of the object that is there
  public void keepWhole(long least) {
    Part last = null;
    for (Part part : List.copyOf(grid.touched())) {
      part.forgetAgain();
      long length = part.whole(least);
      if (part.start() != (last == null ? 0 : last.end()) || length == 0) {
        break;
      }
      boolean isCut = length < part.end() - part.start();
      part.keep(length);
      last = part;
      if (isCut) {
        break;
      }
    }
    grid.endWith(last);
  }

  /// Lets the file end later; the bytes between are zeros.
  public void extend(long newSize) {
    if (newSize > grid.size()) {
      grid.at(newSize - 1);
      grid.endAt(newSize);
    }
  }

  /// Whether the file can be cut off here: nothing of the part that it would end in is in S3 only,
  /// or it ends just there.
  public boolean canTruncate(long newSize) {
    Part part = newSize == 0 ? null : grid.at(newSize - 1);
    return part == null || part.isAtHand() || part.end() == newSize;
  }

  /// Whether bytes are being sent that would be cut off.
  public boolean isSendingFrom(long newSize) {
    return grid.touched().stream().anyMatch(part -> part.end() > newSize && part.isSending());
  }

  /// Cuts the file off. Nothing of what goes is being sent.
  public void truncate(long newSize) {
    grid.forgetFrom(newSize);
    Part last = newSize == 0 ? null : grid.at(newSize - 1);
    PartBytes bytes = last == null ? null : last.bytes();
    if (last != null && bytes != null && bytes.end() > newSize - last.start()) {
      bytes.truncate(newSize - last.start());
      last.cutOff(newSize - last.start());
      grid.changed(last);
    }
    grid.cutOff(last, newSize);
    grid.endAt(newSize);
  }

  /// Whether bytes below the end have not come.
  public boolean hasHoles() {
    return hasHoles(true, size());
  }

  /// Whether bytes have not come in the parts that begin below `limit`, up to their ends or that of
  /// the file.
  public boolean hasHolesInPartsBelow(long limit) {
    return hasHoles(true, Math.min(limit, size()));
  }

  /// Whether bytes below the end have not come, apart from holes that a commit was answered with
  /// before the former process ended.
  public boolean hasNewHoles() {
    return hasHoles(false, size());
  }

  private boolean hasHoles(boolean isOldOne, long limit) {
    for (Part part : grid.atHand()) {
      PartBytes bytes = part.bytes();
      if (part.isAtHand()
          && (isOldOne || !part.areHolesBelieved())
          && part.start() < limit
          && (bytes == null || !bytes.cover(0, part.length(grid.size())))) {
        return true;
      }
    }
    return !grid.reaches(limit);
  }

  /// Puts bytes into `into` until it is full, which is not behind the end; false if some of them
  /// are in S3 only.
  public boolean read(long offset, ByteBuffer into) {
    long end = offset + into.remaining();
    List<Part> under = grid.under(offset, end);
    if (under.stream().anyMatch(part -> !part.isAtHand())) {
      return false;
    }
    for (Part part : under) {
      long from = Math.max(offset, part.start());
      long to = Math.min(end, part.end());
      ByteBuffer share = into.slice(into.position(), (int) (to - from));
      PartBytes bytes = part.bytes();
      if (bytes == null) {
        PartBytes.fillZeros(share, to - from);
      } else {
        bytes.read(from - part.start(), share);
      }
      into.position(into.position() + (int) (to - from));
    }
    return true;
  }

  /// The last bytes of [SentParts#durableParts], from the edge of a page on; none if they are not
  /// at hand, or not as S3 has them.
  public byte[] tail() {
    Part last = sent.lastDurable();
    return last == null ? new byte[0] : tail(last);
  }

  private byte[] tail(Part last) {
    Part.Durable there = last.durable();
    if (there == null || there.revision() != last.revision()) {
      return new byte[0];
    }
    long end = last.start() + there.part().size();
    byte[] tail = new byte[(int) Math.min(end % grid.sizes().page(), there.part().size())];
    return read(end - tail.length, ByteBuffer.wrap(tail)) ? tail : new byte[0];
  }
}
