package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.write.part.Extents.Extent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How the bytes of a part came, remembered after they are gone: the same ones that come again are
/// known by their checksums. Offsets count from the start of the part.
///
/// Not safe for several threads.
final class Arrivals {
  /// As many as WRITEs of 1 MiB in a large part; a client that sends again what it has not seen
  /// answered sends the same ones.
  private static final int MOST = 64;

  /// Bytes that came in one go.
  record Arrival(long start, int length, Crc32c crc) {
    long end() {
      return start + length;
    }
  }

  private final Deque<Arrival> newest = new ArrayDeque<>();

  void add(long from, int length, Crc32c crc) {
    newest.addLast(new Arrival(from, length, crc));
    if (newest.size() > MOST) {
      newest.removeFirst();
    }
  }

  /// Whether these bytes came, in one go or in several that lie side by side.
  boolean have(long from, int length, Crc32c crc) {
    NavigableMap<Long, Crc32c> reached = new TreeMap<>(Map.of(from, Crc32c.OF_NOTHING));
    for (Long at = from; at != null && at < from + length; at = reached.higherKey(at)) {
      Crc32c sofar = reached.get(at);
      for (Arrival arrival : newest) {
        if (arrival.start() == at && sofar != null) {
          reached.putIfAbsent(arrival.end(), sofar.then(arrival.crc(), arrival.length()));
        }
      }
    }
    return crc.equals(reached.get(from + length));
  }

  /// Forgets those that have some of these bytes.
  ///
  /// @return where they were
  List<Extent> forget(long from, long to) {
    List<Extent> forgotten =
        newest.stream()
            .filter(arrival -> arrival.start() < to && from < arrival.end())
            .map(arrival -> new Extent(arrival.start(), arrival.end(), null))
            .toList();
    newest.removeIf(arrival -> arrival.start() < to && from < arrival.end());
    return forgotten;
  }
}
