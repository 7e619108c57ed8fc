package io.sluice.vfs.write.part;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the parts of a file that is being written lie: as they are up to the last cut, and in
/// fixed steps from there on, so that any offset knows its part.
///
/// Not safe for several threads: its session's lock guards it.
public final class PartGrid {
  private final PartSizes sizes;

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

  PartGrid(PartSizes sizes) {
    this.sizes = sizes;
  }

  /// How large parts are.
  public PartSizes sizes() {
    return sizes;
  }

  /// Bytes of the file.
  long size() {
    return size;
  }

  /// Grows with each change of the content.
  long revision() {
    return revision;
  }

  /// From here on, parts lie in fixed steps.
  long cut() {
    return cut;
  }

  /// Whether the file has more than one part.
  public boolean isLarge() {
    return size > sizes.smallest() || cut > 0;
  }

  /// The part that holds an offset.
  ///
  /// @throws VfsException `TOO_LARGE` if no part can
  public Part at(long offset) {
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
  List<Part> under(long start, long end) {
    List<Part> under = new ArrayList<>(2);
    for (long at = start; at < end; at = under.getLast().end()) {
      under.add(at(at));
    }
    return under;
  }

  /// All that were touched, in their order.
  Collection<Part> touched() {
    return parts.values();
  }

  /// Those that were touched and begin below `end`, from the one on that may reach beyond `start`.
  List<Part> touched(long start, long end) {
    List<Part> touched = new ArrayList<>(1);
    Map.Entry<Long, Part> next = parts.floorEntry(start);
    if (next == null) {
      next = parts.firstEntry();
    }
    while (next != null && next.getKey() < end) {
      touched.add(next.getValue());
      next = parts.higherEntry(next.getKey());
    }
    return touched;
  }

  /// All parts in their order.
  public List<Part> all() {
    return List.copyOf(parts.headMap(Math.max(size, 1), false).values());
  }

  /// Those that are not in S3 only, in their order.
  List<Part> atHand() {
    return List.copyOf(atHand.values());
  }

  /// The part that begins where this one ends; null if none was touched.
  @Nullable Part next(Part part) {
    return parts.get(part.end());
  }

  /// Whether a part is still one of these.
  public boolean holds(Part part) {
    return parts.get(part.start()) == part;
  }

  /// Whether every part below the end was touched.
  boolean reachesEnd() {
    return reaches(size);
  }

  /// Whether every part below `limit` was touched.
  boolean reaches(long limit) {
    long at = 0;
    for (Part part : parts.values()) {
      if (part.start() != at || at >= limit) {
        return at >= limit;
      }
      at = part.end();
    }
    return at >= limit;
  }

  /// Other bytes are in a part.
  void changed(Part part) {
    part.revised(++revision);
  }

  /// Bytes are in memory that were in S3 only.
  void isAtHandAgain(Part part) {
    changed(part);
    atHand.put(part.start(), part);
  }

  /// A copy is not durable before it is made, so it is among those at hand: they are looked
  /// through.
  void isToBeCopied(Part copy) {
    atHand.put(copy.start(), copy);
  }

  /// The bytes of a part are in S3 only.
  void isGone(Part part) {
    atHand.remove(part.start());
  }

  /// The file ends here.
  void endAt(long newSize) {
    size = newSize;
    revision++;
  }

  /// The file ends here, and so does this part, which is the last one. If it is at hand, it fills
  /// up when more comes: it may be shorter than a part can be that is not the last.
  ///
  /// @param last null if nothing is left
  void endWith(@Nullable Part last) {
    cutAt(last);
    long end = cut;
    forgetFrom(end);
    if (last != null && last.isAtHand()) {
      cut = last.start();
      numberAtCut = last.number();
      regrow(last, end);
    }
    endAt(end);
  }

  private void cutAt(@Nullable Part last) {
    cut = last == null ? 0 : last.end();
    numberAtCut = last == null ? 1 : last.number() + 1;
  }

  /// Lets steps be fixed from the begin of a part on that was cut off; null: from the begin of the
  /// file on. A file that ends with a part that is gone has a cut there, so that it is never taken
  /// for one whose bytes are all at hand.
  void cutOff(@Nullable Part last, long newSize) {
    if (newSize >= cut && (last == null || last.isAtHand())) {
      return;
    }
    if (last != null) {
      under(cut, last.start()); // parts of which nothing has come keep their places
    }
    cut = last == null ? 0 : last.start();
    numberAtCut = last == null ? 1 : last.number();
    if (last != null) {
      regrow(last, newSize);
    }
  }

  /// The part at the end of a file that was cut off fills up to its step again, unless it is gone,
  /// or larger, as a server with more memory made it.
  private void regrow(Part last, long newSize) {
    long step = last.start() + sizes.of(last.number());
    if (last.isAtHand() && newSize <= step) {
      last.endAt(step);
    } else {
      last.endAt(newSize);
      cutAt(last);
    }
  }

  /// Lets a part end with the file.
  void cutBehind(Part last) {
    under(cut, last.start());
    forgetFrom(last.start() + 1);
    last.endAt(size);
    cutAt(last);
  }

  /// Parts behind the end, where the steps were other ones; nothing has come of them.
  void forgetFrom(long start) {
    for (Part part : List.copyOf(parts.tailMap(start, true).values())) {
      part.release();
      parts.remove(part.start());
      atHand.remove(part.start());
    }
  }

  /// Begins with what the object has that is there now: its first bytes are copied within S3.
  ///
  /// @param until behind the last byte to copy
  public void copyUntil(long until, long largestCopy) {
    int number = 1;
    long length;
    for (long at = 0; at < until; at += length) {
      length = nextCopy(until - at, largestCopy);
      Part part = new Part(new PartSizes.Cell(number++, at, at + length));
      part.copy();
      parts.put(part.start(), part);
      isToBeCopied(part);
    }
    cut = until;
    numberAtCut = number;
    size = until;
    revision++;
  }

  /// How much is copied at once of what is left. The last copy must not be a short part, since the
  /// file goes on behind it.
  private long nextCopy(long left, long largestCopy) {
    long rest = left - largestCopy;
    boolean leavesLittle = rest > 0 && rest < sizes.least();
    return leavesLittle ? largestCopy - sizes.least() : Math.min(left, largestCopy);
  }

  /// Puts back a part that S3 has from a former process; in their order.
  ///
  /// @param newSize of the file so far; the last part may fill up behind it
  public void restore(Part part, long newSize) {
    parts.put(part.start(), part);
    if (part.isAtHand()) {
      atHand.put(part.start(), part);
    }
    if (part.end() <= newSize) {
      cutAt(part);
    } else {
      cut = part.start();
      numberAtCut = part.number();
    }
    endAt(Math.min(part.end(), newSize));
  }

  /// Memory that it holds.
  public long leased() {
    long leased = 0;
    for (Part part : atHand.values()) {
      PartBytes bytes = part.bytes();
      leased += bytes == null ? 0 : bytes.leased();
    }
    return leased;
  }

  /// Gives all memory back; the bytes are elsewhere, or nowhere. The size stays.
  public void close() {
    parts.values().forEach(Part::release);
    parts.clear();
    atHand.clear();
    cut = 0;
    numberAtCut = 1;
  }

  /// Begins with nothing.
  public void clear() {
    close();
    size = 0;
    revision++;
  }

  /// Shows the size of an object that is there, of which nothing is at hand.
  public void restsAt(long sizeOfObject) {
    clear();
    size = sizeOfObject;
  }
}
