package io.sluice.vfs.write.part;

import java.util.function.Predicate;

/// The end of a file that is being written: how it becomes durable when a commit wants it, though
/// S3 takes short parts only at the end of an object.
///
/// Not safe for several threads: its session's lock guards it.
public final class FileTail {
  private final PartGrid grid;

  FileTail(PartGrid grid) {
    this.grid = grid;
  }

  /// Lets the file's end be what can be sent for a commit. An end that S3 takes as a part becomes
  /// one that stays as it is. A shorter one is sent as it is, and again with what follows, if
  /// anything does; the next process needs its bytes for that ([SentParts#spillable]).
  ///
  /// Both cost requests, and many clients commit in the middle of what they write. So the end waits
  /// for the part in front of it, for which the commit waits in any case: it may be full by then.
  ///
  /// @param limit behind the bytes that the commit is for: if the end of the file has come to lie
  ///   in a later part than they do, it is left as it is
  /// @param isSending whether a part is on its way
  /// @return false if that must be waited for, then nothing has changed
  public boolean settle(long limit, Predicate<Part> isSending) {
    Part last = grid.size() <= grid.cut() ? null : grid.at(grid.size() - 1);
    if (last == null || last.end() == grid.size() || last.start() >= limit) {
      return true;
    }
    if (isSending.test(last) || (last.start() > 0 && isSending.test(grid.at(last.start() - 1)))) {
      return false;
    }
    if (grid.size() - last.start() >= grid.sizes().least()) {
      grid.cutBehind(last);
    }
    return true;
  }
}
