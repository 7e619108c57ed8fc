package io.sluice.vfs.write.part;

import io.sluice.memory.Slab;
import io.sluice.vfs.s3.UploadedPart;
import java.util.List;

/// The end of a file that is being written: how it becomes a part that may stay when a commit wants
/// it, though S3 takes short parts only at the end of an object.
///
/// Not safe for several threads: its session's lock guards it.
public final class FileTail {
  /// How the end of the file stands for a commit.
  public enum Tail {
    /// Every part may stay as it is when more bytes come.
    SETTLED,
    /// The part before the end is being sent just now.
    SENDING,
    /// The end is too short for a part, and cannot be joined to the part before: that is gone, no
    /// memory is free, or no number is left for what they would be. Sent as it is, it is safe, and
    /// is sent again with what follows; but the next process, which would not have its bytes, could
    /// only publish it.
    SHORT
  }

  private final PartGrid grid;
  private final Slab slab;

  FileTail(PartGrid grid, Slab slab) {
    this.grid = grid;
    this.slab = slab;
  }

  /// Lets the file's end be one that may stay: a part of its own, or joined to the part before.
  ///
  /// @param limit behind the bytes that the commit is for: if the end of the file has come to lie
  ///   in a later part than they do, it is left as it is
  public Tail settle(long limit) {
    Part last = grid.size() <= grid.cut() ? null : grid.at(grid.size() - 1);
    if (last == null || last.end() == grid.size() || last.start() >= limit) {
      return Tail.SETTLED;
    }
    if (last.isSending()) {
      return Tail.SENDING;
    }
    if (grid.size() - last.start() >= grid.sizes().least()) {
      grid.cutBehind(last);
      return Tail.SETTLED;
    }
    return join(grid.at(last.start() - 1), last);
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
    long step = grid.sizes().of(before.number());
    boolean isSplit = grid.size() - before.start() >= step + grid.sizes().least();
    long border = isSplit ? before.start() + step : grid.size();
    // both may be what a commit was answered for, and stay in S3 under their numbers until then
    int number = last.durable() == null ? last.number() : last.number() + 1;
    if (number + (isSplit ? 1 : 0) > UploadedPart.MOST) {
      return Tail.SHORT;
    }
    return replace(before, last, number, border) ? Tail.SETTLED : Tail.SHORT;
  }

  /// Puts the bytes of the last two parts into one that ends at the border, and one behind it if
  /// there are any; false if memory is short, then nothing has changed.
  private boolean replace(Part before, Part last, int number, long border) {
    grid.under(
        grid.cut(),
        before.start()); // holes that nobody touched get their parts before the cut moves
    Part first = new Part(new PartSizes.Cell(number, before.start(), border));
    Part second = new Part(new PartSizes.Cell(number + 1, border, grid.size()));
    boolean isMoved =
        copy(before, second, border, grid.size())
            && copy(last, second, border, grid.size())
            && copy(last, before, before.start(), border);
    if (!isMoved) {
      second.release();
      return false;
    }
    for (Part part : List.of(first, second)) {
      part.remember(before);
      part.remember(last);
    }
    first.adopt(before, border);
    first.takesPlaceOf(before);
    grid.replaceEnd(border < grid.size() ? List.of(first, second) : List.of(first));
    return true;
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
    if (into.reserve(place, stop - to.start()) > 0) {
      return false;
    }
    bytes.copyTo(into, begin - from.start(), stop - from.start(), place);
    return true;
  }
}
