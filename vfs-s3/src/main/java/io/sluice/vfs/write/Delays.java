package io.sluice.vfs.write;

import io.sluice.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/// How often S3 could not be reached or was too slow: those who wait for it give up for now.
///
/// Not safe for several threads: its session's lock guards it.
final class Delays {
  private @Nullable VfsException last;
  private int count;

  void delayed(VfsException why) {
    last = why;
    count++;
  }

  int count() {
    return count;
  }

  /// Throws if S3 could not be reached since the count was this.
  void requireNoneSince(int before) {
    if (count != before && last != null) {
      throw last;
    }
  }
}
