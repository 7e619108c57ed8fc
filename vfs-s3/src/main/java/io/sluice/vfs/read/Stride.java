package io.sluice.vfs.read;

import java.util.ArrayList;
import java.util.List;

/// Reads at equal distances, forwards or backwards: columns of a table, every tenth record, a file
/// from its end to its start. After three reads the next ones are foreseen, more of them the longer
/// it lasts; none after one that does not fit.
final class Stride {
  /// Equal distances before anything is foreseen: one can be anything.
  private static final int PROOF = 2;

  /// Reads foreseen at most: 16 requests at once, as in a [Window].
  private static final int MOST = 16;

  private long last = -1;
  private long distance;
  private int repeats;
  private int foreseen;

  /// Not the pattern.
  void forget() {
    last = -1;
    repeats = 0;
    foreseen = 0;
  }

  /// Whether the last read was where the one before let expect it.
  boolean isRunning() {
    return repeats > 0;
  }

  /// A read that belongs to no stream; tells what to fetch ahead of it.
  List<Ahead> read(long offset, long end, long size) {
    boolean fits = last >= 0 && offset != last && offset - last == distance;
    repeats = fits ? repeats + 1 : 0;
    foreseen = fits ? Math.max(0, foreseen - 1) : 0;
    distance = last < 0 ? 0 : offset - last;
    last = offset;
    return repeats < PROOF - 1 ? List.of() : next(end - offset, size);
  }

  private List<Ahead> next(long count, long size) {
    List<Ahead> next = new ArrayList<>();
    while (foreseen < Math.min(MOST, repeats)) {
      long from = last + distance * (foreseen + 1);
      if (from < 0 || from >= size) {
        break;
      }
      foreseen++;
      next.add(new Ahead(from, Math.min(size, from + count), Block.MOST));
    }
    return next;
  }
}
