package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.Crc32c;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which bytes of a part have come, as stretches that do not touch, with the checksums of those
/// that came in one go or one behind the other.
///
/// Not safe for several threads.
public final class Extents {
  /// A stretch of bytes.
  ///
  /// @param start in the part
  /// @param end behind the last byte
  /// @param crc null if bytes in it were written twice
  public record Extent(long start, long end, @Nullable Crc32c crc) {
    /// Bytes.
    public long length() {
      return end - start;
    }
  }

  private final NavigableMap<Long, Extent> byStart = new TreeMap<>();

  /// The stretches in their order.
  Iterable<Extent> all() {
    return byStart.values();
  }

  /// Behind the last byte that has come; 0 if none has.
  long end() {
    return byStart.isEmpty() ? 0 : byStart.lastEntry().getValue().end();
  }

  /// Whether all of these bytes have come.
  boolean cover(long start, long end) {
    if (start >= end) {
      return true;
    }
    Map.Entry<Long, Extent> floor = byStart.floorEntry(start);
    return floor != null && floor.getValue().end() >= end;
  }

  /// The bytes between `start` and `end` that have come.
  List<Extent> within(long start, long end) {
    List<Extent> found = new ArrayList<>();
    Long first = byStart.floorKey(start);
    for (Extent extent : byStart.tailMap(first == null ? start : first, true).values()) {
      if (extent.start() >= end) {
        break;
      }
      long from = Math.max(start, extent.start());
      long to = Math.min(end, extent.end());
      if (from < to) {
        found.add(new Extent(from, to, null));
      }
    }
    return found;
  }

  /// The bytes between `start` and `end` that have not come.
  List<Extent> gaps(long start, long end) {
    List<Extent> gaps = new ArrayList<>();
    long from = start;
    for (Extent there : within(start, end)) {
      if (from < there.start()) {
        gaps.add(new Extent(from, there.start(), null));
      }
      from = there.end();
    }
    if (from < end) {
      gaps.add(new Extent(from, end, null));
    }
    return gaps;
  }

  /// Bytes have come. Where they lie over others, those are gone.
  void add(long start, long end, Crc32c crc) {
    if (start >= end) {
      return;
    }
    Extent merged = new Extent(start, end, crc);
    for (Extent other : touching(start, end)) {
      byStart.remove(other.start());
      merged = merge(other, merged);
    }
    byStart.put(merged.start(), merged);
  }

  private List<Extent> touching(long start, long end) {
    List<Extent> touching = new ArrayList<>();
    Map.Entry<Long, Extent> floor = byStart.lowerEntry(start);
    if (floor != null && floor.getValue().end() >= start) {
      touching.add(floor.getValue());
    }
    touching.addAll(byStart.subMap(start, true, end, true).values());
    return touching;
  }

  private static Extent merge(Extent other, Extent added) {
    Crc32c crc = null;
    if (other.crc() != null && added.crc() != null) {
      if (other.end() == added.start()) {
        crc = other.crc().then(added.crc(), added.length());
      } else if (added.end() == other.start()) {
        crc = added.crc().then(other.crc(), other.length());
      }
    }
    return new Extent(
        Math.min(other.start(), added.start()), Math.max(other.end(), added.end()), crc);
  }

  /// Forgets the bytes from `end` on.
  void truncate(long end) {
    byStart.tailMap(end, true).clear();
    Map.Entry<Long, Extent> last = byStart.lastEntry();
    if (last != null && last.getValue().end() > end) {
      byStart.put(last.getKey(), new Extent(last.getKey(), end, null));
    }
  }
}
