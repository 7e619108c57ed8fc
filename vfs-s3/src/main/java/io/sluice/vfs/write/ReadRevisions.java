package io.sluice.vfs.write;

/// Which contents of a file were read while it was in writing. Their readers keep what they have
/// until the time of the last change moves, which stands still for the writer's own client: it
/// would drop what it wrote.
///
/// Not safe for several threads: its session's lock guards it.
final class ReadRevisions {
  private static final long NONE = -1;

  /// The first and the last since readers were last told.
  private long first = NONE;

  private long last = NONE;

  /// Bytes of this content were read.
  void read(long revision) {
    first = first == NONE ? revision : first;
    last = revision;
  }

  /// Another content is in S3 now: whether readers have to be told that it is another one.
  boolean areOutdatedBy(long published) {
    boolean areOutdated = first != NONE && first != published;
    if (areOutdated) { // what was read of this content, or a later one, counts for the next time
      first = last >= published ? last : NONE;
      last = first;
    }
    return areOutdated;
  }
}
