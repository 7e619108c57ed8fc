package io.sluice.vfs.read;

import io.sluice.vfs.FileId;
import java.util.ArrayList;
import java.util.List;

/// Files of one directory of which the same is read, one after another, in an order: those that
/// come next are fetched before they are asked for. As far as the order has proved right: files
/// that were passed over count twice against it, as many readers at once do not keep the order
/// exactly, while who reads every third file needs no help. Pure and not thread-safe: [Siblings]
/// locks.
final class SiblingRun {
  /// How far from where the order has come the next read may be: more readers at once than that do
  /// not wait for each other's requests.
  private static final int REACH = 32;

  /// Files fetched ahead at most: 32 of 30 ms are a thousand files a second.
  private static final int DEEPEST = 32;

  /// After so many that were passed over it is no run.
  private static final int MOST_PASSED = 64;

  /// Not read yet, in order.
  private final List<Sibling> coming;

  /// Of these, what was given out to be fetched.
  private final List<Sibling> asked = new ArrayList<>();

  /// How many of the first in `coming` were passed over.
  private int passed;

  private int reads = 1;

  /// @param coming what comes after the first file that was read
  SiblingRun(List<Sibling> coming) {
    this.coming = new ArrayList<>(coming);
  }

  /// A file is read; whether it belongs to this run.
  boolean read(FileId file) {
    int end = Math.min(coming.size(), passed + REACH);
    for (int i = 0; i < end; i++) {
      if (coming.get(i).file().equals(file)) {
        asked.remove(coming.remove(i));
        passed = i < passed ? passed - 1 : i;
        reads++;
        return passed <= MOST_PASSED;
      }
    }
    return false;
  }

  /// How many more are known.
  int left() {
    return coming.size() - passed;
  }

  /// The last that is known, behind which more would come.
  ///
  /// @param current the file that is read
  FileId last(FileId current) {
    return coming.isEmpty() ? current : coming.getLast().file();
  }

  /// What comes after the last one.
  void extend(List<Sibling> more) {
    coming.addAll(more);
  }

  /// What to fetch now; it counts as asked for.
  ///
  /// @param stretch what is read of each
  /// @param room bytes that may be on their way for this
  List<Sibling> next(Stretch stretch, long room) {
    int proof = reads - 2 * passed;
    // Who leaves now has cost less than three times what he read.
    int depth = reads < 2 || proof < 2 ? 0 : Math.min(DEEPEST, proof + proof / 2);
    List<Sibling> next = new ArrayList<>();
    long bytes = asked.stream().mapToLong(sibling -> stretch.length(sibling.size())).sum();
    for (int i = passed; i < Math.min(coming.size(), passed + depth); i++) {
      Sibling sibling = coming.get(i);
      bytes += asked.contains(sibling) ? 0 : stretch.length(sibling.size());
      if (bytes > room) {
        break;
      }
      if (!asked.contains(sibling)) {
        asked.add(sibling);
        next.add(sibling);
      }
    }
    return next;
  }
}
