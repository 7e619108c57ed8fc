package io.sluice.vfs;

import org.jspecify.annotations.Nullable;

/// The attributes that a caller wants changed; `null` and [TimeChange.Keep] leave one as it is.
///
/// @param mode permission bits
/// @param size bytes, not negative: truncates or extends
public record AttributeChanges(
    @Nullable Integer mode,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Long size,
    TimeChange atime,
    TimeChange mtime) {
  /// Changes nothing.
  public static final AttributeChanges NONE =
      new AttributeChanges(null, null, null, null, new TimeChange.Keep(), new TimeChange.Keep());

  /// Whether nothing at all is to change.
  public boolean isEmpty() {
    return equals(NONE);
  }
}
