package io.sluice.vfs.inode;

import io.sluice.vfs.inode.listing.ObjectFacts;
import org.jspecify.annotations.Nullable;

/// What was last seen of a name as a file, or as a directory.
///
/// @param facts of the file; null for a directory
/// @param askedAt ticker nanoseconds when the request began
record Seen(boolean exists, @Nullable ObjectFacts facts, long askedAt) {
  static Seen file(ObjectFacts facts, long askedAt) {
    return new Seen(true, facts, askedAt);
  }

  static Seen directory(boolean exists, long askedAt) {
    return new Seen(exists, null, askedAt);
  }

  static Seen absent(long askedAt) {
    return new Seen(false, null, askedAt);
  }

  boolean isFresh(Ttl ttl, long now) {
    return exists ? ttl.isFresh(askedAt, now) : ttl.isFreshAbsence(askedAt, now);
  }

  static @Nullable Seen newer(@Nullable Seen one, @Nullable Seen other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.askedAt - other.askedAt >= 0 ? one : other;
  }
}
