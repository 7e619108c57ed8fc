package io.sluice.vfs.write;

import io.sluice.memory.Slab;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The bytes of a file that is being written, cut into parts: fixed steps from wherever the last
/// cut was, so that any offset knows its part, and parts can be sent in any order as they fill.
///
/// The pure core of a session: asks nobody, waits for nothing, and is not safe for several threads.
final class SessionParts {
  /// What stands in the way of a WRITE.
  enum Obstacle {
    NONE,
    /// Other bytes of the same place are being sent just now.
    SENDING,
    /// Other bytes of the same place are in S3 only.
    GONE,
    /// The place is in the object that was there before.
    COPIED
  }

  /// How the end of the file stands for a commit.
  enum Tail {
    /// Every part may stay as it is when more bytes come.
    SETTLED,
    /// The part before the end is being sent just now.
    SENDING,
    /// The end is too short for a part, and cannot be joined to the part before: that is gone, or
    /// no memory is free. Sent as it is, it is safe, and is sent again with what follows; but the
    /// next process, which would not have its bytes, could only publish it.
    SHORT
  }

  private final PartSizes sizes;
  private final Slab slab;

  /// By their first byte: all up to the cut, and behind it those that were touched.
  private final NavigableMap<Long, Part> parts = new TreeMap<>();

  /// Those of them that are not in S3 only.
  private final NavigableMap<Long, Part> atHand = new TreeMap<>();

  /// From here on, parts lie in fixed steps.
  private long cut;

  /// The number of the first part behind the cut.
  private int numberAtCut = 1;

  private long size;
  private long revision;

  /// Whether bytes may come again that S3 has.
  private boolean comesAgain;

  SessionParts(PartSizes sizes, Slab slab) {
    this.sizes = sizes;
    this.slab = slab;
  }

  /// Bytes of the file.
  long size() {
    return size;
  }

  /// Grows with each change of the content.
  long revision() {
    return revision;
  }

  /// Whether the file has more than one part.
  boolean isLarge() {
    return size > sizes.smallest() || cut > 0;
  }

  /// The part that holds an offset.
  ///
  /// @throws VfsException `TOO_LARGE` if no part can
  Part at(long offset) {
    Map.Entry<Long, Part> floor = parts.floorEntry(offset);
    if (floor != null && offset < floor.getValue().end()) {
      return floor.getValue();
    }
    if (offset < cut) {
      throw new IllegalStateException(
          "no part at "
              + offset
              + ", parts begin at "
              + parts.keySet()
              + " up to "
              + cut
              + ", size "
              + size);
    }
    PartSizes.Cell cell = sizes.cell(numberAtCut, cut, offset);
    if (cell == null) {
      throw new VfsException(
          VfsError.TOO_LARGE,
          "10,000 parts do not reach that far: raise --memory-target for larger files");
    }
    Part part = new Part(cell);
    parts.put(cell.start(), part);
    atHand.put(cell.start(), part);
    return part;
  }

  /// The parts under a range, made if they were not there.
  private List<Part> under(long start, long end) {
    List<Part> under = new ArrayList<>(2);
    for (long at = start; at < end; at = under.getLast().end()) {
      under.add(at(at));
    }
    return under;
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

  /// How many of these bytes are in parts that are copied from the object that is there.
  int copied(long offset, int length) {
    int copied = 0;
    for (Part part : under(offset, offset + length)) {
      copied +=
          part.isCopy()
              ? (int) (Math.min(offset + length, part.end()) - Math.max(offset, part.start()))
              : 0;
    }
    return copied;
  }

  /// What stands in the way of these bytes.
  ///
  /// @param isSame whether those of them that are copied were found to be the same
  Obstacle obstacle(long offset, ByteBuffer data, boolean isSame) {
    for (Part part : under(offset, offset + data.remaining())) {
      ByteBuffer share = share(part, offset, data);
      long place = placeIn(part, offset);
      PartBytes bytes = part.bytes();
      if (part.isCopy() ? !isSame : isGone(part, place, share)) {
        return part.isCopy() ? Obstacle.COPIED : Obstacle.GONE;
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

  /// Leases room for these bytes; false if memory is short.
  boolean reserve(long offset, int length) {
    for (Part part : under(offset, offset + length)) {
      long from = placeIn(part, offset);
      long to = Math.min(offset + length, part.end()) - part.start();
      boolean isTaken = part.isAtHand() || takesAgain(part);
      if (isTaken && !part.bytesOr(new PartBytes(slab)).reserve(from, to)) {
        return false;
      }
    }
    return true;
  }

  /// Takes bytes for which there is room and no obstacle.
  void put(long offset, ByteBuffer data) {
    for (Part part : under(offset, offset + data.remaining())) {
      ByteBuffer share = share(part, offset, data);
      long place = placeIn(part, offset);
      PartBytes bytes = part.bytes();
      if (takesAgain(part)) {
        comeAgain(part, place, share);
      } else if (part.isAtHand() && bytes != null) {
        take(part, bytes, place, share);
      }
    }
    if (offset + data.remaining() > size) {
      size = offset + data.remaining();
      revision++;
    }
  }

  private void take(Part part, PartBytes bytes, long place, ByteBuffer share) {
    if (bytes.differ(place, share)) {
      part.changes(place, share.remaining());
    }
    if (bytes.put(place, share)) {
      part.revised(++revision);
      part.arrived(place, share.remaining(), Crc32c.of(share));
    } else if (!part.has(place, share)) {
      part.arrived(place, share.remaining(), Crc32c.of(share)); // the same, cut otherwise
    }
  }

  /// The client may send again what S3 has, since a former process did not answer, or told it to.
  void expectAgain() {
    comesAgain = true;
  }

  private boolean takesAgain(Part part) {
    return comesAgain && part.isGoneForGood();
  }

  private void comeAgain(Part part, long place, ByteBuffer share) {
    PartBytes bytes = part.bytes();
    if (bytes == null || part.has(place, share)) {
      return;
    }
    bytes.put(place, share);
    if (part.settles()) {
      part.revised(++revision);
      atHand.put(part.start(), part);
    }
  }

  /// Whether bytes came again of which it is not known whether S3 has the same.
  boolean isUnsettled() {
    return parts.values().stream().anyMatch(Part::isUnsettled);
  }

  /// Forgets what came again, and all from the first gap on; the client sends the rest again.
  ///
  /// @param least bytes from the start that stay in any case, those of the object that is there
  void keepWhole(long least) {
    Part last = null;
    for (Part part : List.copyOf(parts.values())) {
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
    size = last == null ? 0 : last.end();
    cut = size;
    numberAtCut = last == null ? 1 : last.number() + 1;
    forgetFrom(size);
    revision++;
  }

  /// Lets the file end later; the bytes between are zeros.
  void extend(long newSize) {
    if (newSize > size) {
      at(newSize - 1);
      size = newSize;
      revision++;
    }
  }

  /// Whether the file can be cut off here: nothing of the part that it would end in is in S3 only,
  /// or it ends just there.
  boolean canTruncate(long newSize) {
    Part part = newSize == 0 ? null : at(newSize - 1);
    return part == null || part.isAtHand() || part.end() == newSize;
  }

  /// Whether bytes are being sent that would be cut off.
  boolean isSendingFrom(long newSize) {
    return parts.values().stream().anyMatch(part -> part.end() > newSize && part.isSending());
  }

  /// Cuts the file off. Nothing of what goes is being sent.
  void truncate(long newSize) {
    forgetFrom(newSize);
    Part last = newSize == 0 ? null : at(newSize - 1);
    PartBytes bytes = last == null ? null : last.bytes();
    if (last != null && bytes != null && bytes.end() > newSize - last.start()) {
      bytes.truncate(newSize - last.start());
      last.cutOff(newSize - last.start());
      last.revised(revision + 1);
    }
    if (newSize < cut) {
      cut = last == null ? 0 : last.start();
      numberAtCut = last == null ? 1 : last.number();
      regrow(last, newSize);
    }
    size = newSize;
    revision++;
  }

  /// The part at the end of a file that was cut off fills up to its step again, unless it is gone,
  /// or still larger than that, since a tail was joined to it.
  private void regrow(@Nullable Part last, long newSize) {
    if (last == null) {
      return;
    }
    long step = last.start() + sizes.of(last.number());
    if (last.isAtHand() && newSize <= step) {
      last.endAt(step);
    } else {
      last.endAt(newSize);
      cut = newSize;
      numberAtCut = last.number() + 1;
    }
  }

  /// The part with the end, if S3 has more of it than the file.
  @Nullable Part cutOff() {
    Part last = size == 0 ? null : at(size - 1);
    Part.Durable there = last == null ? null : last.durable();
    boolean isLonger = last != null && there != null && there.part().size() > size - last.start();
    return isLonger ? last : null;
  }

  /// Whether bytes below the end have not come.
  boolean hasHoles() {
    for (Part part : atHand.values()) {
      PartBytes bytes = part.bytes();
      if (part.isAtHand()
          && part.start() < size
          && (bytes == null || !bytes.cover(0, part.length(size)))) {
        return true;
      }
    }
    return !reachesEnd();
  }

  /// Whether a part is still one of these.
  boolean holds(Part part) {
    return parts.get(part.start()) == part;
  }

  /// Whether every part below the end was touched.
  private boolean reachesEnd() {
    long at = 0;
    for (Part part : parts.values()) {
      if (part.start() != at) {
        return at >= size;
      }
      at = part.end();
    }
    return at >= size;
  }

  /// Lets the file's end be one that may stay: a part of its own, or joined to the part before.
  Tail settleTail() {
    Part last = size <= cut ? null : at(size - 1);
    if (last == null || last.end() == size) {
      return Tail.SETTLED;
    }
    if (last.isSending()) {
      return Tail.SENDING;
    }
    if (size - last.start() >= sizes.least()) {
      cutBehind(last);
      return Tail.SETTLED;
    }
    return join(at(last.start() - 1), last);
  }

  /// Lets a part end with the file.
  private void cutBehind(Part last) {
    under(cut, last.start());
    forgetFrom(last.start() + 1);
    last.endAt(size);
    cut = size;
    numberAtCut = last.number() + 1;
  }

  /// Parts behind the end, where the steps were other ones; nothing has come of them.
  private void forgetFrom(long start) {
    for (Part part : List.copyOf(parts.tailMap(start, true).values())) {
      part.release();
      parts.remove(part.start());
      atHand.remove(part.start());
    }
  }

  /// Joins the end to the part before, under a new number: the old one may be what a commit was
  /// answered for, and stays in S3 until the upload is completed.
  private Tail join(Part before, Part last) {
    if (before.isSending()) {
      return Tail.SENDING;
    }
    if (!before.isAtHand()) {
      return Tail.SHORT;
    }
    under(cut, before.start()); // holes that nobody touched get their parts before the cut moves
    long step = sizes.of(before.number());
    boolean isSplit = size - before.start() >= step + sizes.least();
    long border = isSplit ? before.start() + step : size;
    Part first = new Part(new PartSizes.Cell(last.number(), before.start(), border));
    Part second = new Part(new PartSizes.Cell(last.number() + 1, border, size));
    boolean isMoved =
        copy(before, second, border, size)
            && copy(last, second, border, size)
            && copy(last, before, before.start(), border);
    if (!isMoved) {
      second.release();
      return Tail.SHORT;
    }
    for (Part part : List.of(first, second)) {
      part.remember(before);
      part.remember(last);
    }
    first.adopt(before, border);
    if (!isSplit) {
      first.joins(before);
    }
    forgetFrom(before.start());
    put(first);
    if (isSplit) {
      put(second);
    }
    cut = size;
    numberAtCut = last.number() + (isSplit ? 2 : 1);
    return Tail.SETTLED;
  }

  private void put(Part part) {
    part.revised(++revision);
    parts.put(part.start(), part);
    atHand.put(part.start(), part);
  }

  /// Copies bytes between two places of the file from one part into another; false if memory is
  /// short.
  private boolean copy(Part from, Part to, long start, long end) {
    PartBytes bytes = from.bytes();
    long begin = Math.max(Math.max(from.start(), to.start()), start);
    long stop = Math.min(from.end(), end);
    if (bytes == null || begin >= stop) {
      return true;
    }
    PartBytes into = to.bytesOr(new PartBytes(slab));
    long place = begin - to.start();
    if (!into.reserve(place, stop - to.start())) {
      return false;
    }
    bytes.copyTo(into, begin - from.start(), stop - from.start(), place);
    return true;
  }

  /// Full parts that S3 does not have as they are and that nobody sends.
  List<Part> full() {
    return atHand.values().stream()
        .filter(part -> !part.isSending() && part.isFull() && !part.isDurable(size))
        .toList();
  }

  /// All parts that S3 does not have as they are, those included that were never touched.
  List<Part> unsent() {
    return under(0, size).stream().filter(part -> !part.isDurable(size)).toList();
  }

  /// Whether S3 has all parts as they are.
  boolean isDurable() {
    return reachesEnd() && atHand.values().stream().allMatch(this::isDurableOrBehind);
  }

  private boolean isDurableOrBehind(Part part) {
    return part.start() >= size || part.isDurable(size);
  }

  /// All parts in their order.
  List<Part> all() {
    return List.copyOf(parts.headMap(Math.max(size, 1), false).values());
  }

  /// The checksum of the whole file, if that of every part is known.
  @Nullable Crc32c checksum() {
    Crc32c crc = Crc32c.OF_NOTHING;
    for (Part part : all()) {
      Part.Durable durable = part.durable();
      if (durable == null || durable.part().crc32c() == null) {
        return null;
      }
      crc = crc.then(durable.part().crc32c(), durable.part().size());
    }
    return crc;
  }

  /// The last bytes of what S3 has, from the edge of a page on; none if they are not at hand, or
  /// not as S3 has them.
  byte[] tail() {
    Part last = null;
    for (Part part : parts.values()) {
      if (part.durable() == null) {
        break;
      }
      last = part;
    }
    return last == null ? new byte[0] : tail(last);
  }

  private byte[] tail(Part last) {
    Part.Durable there = last.durable();
    if (there == null || there.revision() != last.revision()) {
      return new byte[0];
    }
    long end = last.start() + there.part().size();
    byte[] tail = new byte[(int) Math.min(end % sizes.page(), there.part().size())];
    return read(end - tail.length, ByteBuffer.wrap(tail)) ? tail : new byte[0];
  }

  /// Whether S3 has a part, put back from a former process, that no other may follow.
  boolean endsShort() {
    Part last = size == 0 || size > cut ? null : at(size - 1);
    return last != null && last.start() > 0 && last.length(size) < sizes.least();
  }

  /// Gives back the memory of parts that S3 has and that are not likely to be written again: all
  /// but the first, those with holes, and those before a part that S3 does not have.
  void releaseSent() {
    for (Part part : List.copyOf(atHand.values())) {
      Part.Durable durable = part.durable();
      Part next = parts.get(part.end());
      boolean isBehind = next != null && next.isDurable(size);
      if (part.start() > 0 && isBehind && isRestful(part, durable)) {
        release(part);
      }
    }
  }

  /// As [#releaseSent], without regard to likely rewrites; returns whether anything came back.
  boolean releaseAllSent() {
    boolean released = false;
    for (Part part : List.copyOf(atHand.values())) {
      if (part.bytes() != null && isRestful(part, part.durable()) && part.end() <= size) {
        release(part);
        released = true;
      }
    }
    return released;
  }

  private boolean isRestful(Part part, Part.@Nullable Durable durable) {
    return durable != null && !durable.hasHoles() && !part.isSending() && part.isDurable(size);
  }

  private void release(Part part) {
    for (long page = sizes.page(); page > 0 && page >= sizes.page() / 16; page /= 4) {
      part.rememberFrom(part.end() / page * page); // 64, 16 or 4 KiB, whichever its client has
    }
    part.release();
    atHand.remove(part.start());
  }

  /// Puts bytes into `into` until it is full, which is not behind the end; false if some of them
  /// are in S3 only.
  boolean read(long offset, ByteBuffer into) {
    long end = offset + into.remaining();
    List<Part> under = under(offset, end);
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

  /// Begins with what the object has that is there now: its first bytes are copied within S3.
  ///
  /// @param until behind the last byte to copy
  void copyUntil(long until, long largestCopy) {
    int number = 1;
    for (long at = 0; at < until; at += Math.min(largestCopy, until - at)) {
      Part part = new Part(new PartSizes.Cell(number++, at, Math.min(until, at + largestCopy)));
      part.copy();
      parts.put(part.start(), part);
      // not durable before it was copied, so among those at hand: they are looked through
      atHand.put(part.start(), part);
    }
    cut = until;
    numberAtCut = number;
    size = until;
    revision++;
  }

  /// Puts back a part that S3 has from a former process; in their order.
  void restore(Part part) {
    parts.put(part.start(), part);
    cut = part.end();
    numberAtCut = part.number() + 1;
    size = part.end();
    revision++;
  }

  /// S3 has no part of it any more; false if bytes are gone with them.
  boolean startAgain() {
    boolean isWhole = parts.values().stream().allMatch(part -> part.isAtHand() || part.isCopy());
    parts.values().forEach(Part::forgetDurable);
    return isWhole;
  }

  /// Gives all memory back; the bytes are elsewhere, or nowhere. The size stays.
  void close() {
    parts.values().forEach(Part::release);
    parts.clear();
    atHand.clear();
    cut = 0;
    numberAtCut = 1;
  }

  /// Begins with nothing.
  void clear() {
    close();
    size = 0;
    revision++;
  }

  /// Shows the size of an object that is there, of which nothing is at hand.
  void restsAt(long sizeOfObject) {
    clear();
    size = sizeOfObject;
  }
}
