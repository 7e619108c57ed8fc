package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// What must be true of a key for an object to be put there, so that nobody's object is replaced
/// unseen.
public sealed interface Precondition {
  /// There is no object (`If-None-Match: *`).
  record Absent() implements Precondition {}

  /// The object is still this one (`If-Match`).
  record Unchanged(ETag eTag) implements Precondition {}

  /// Nothing: whatever is there is replaced.
  record None() implements Precondition {}

  /// The value of the header `If-None-Match`, null without one.
  default @Nullable String ifNoneMatch() {
    return this instanceof Absent ? "*" : null;
  }

  /// The value of the header `If-Match`, null without one.
  default @Nullable String ifMatch() {
    return this instanceof Unchanged(ETag eTag) ? eTag.value() : null;
  }
}
