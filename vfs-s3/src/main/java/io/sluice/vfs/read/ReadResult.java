package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import org.jspecify.annotations.Nullable;

/// What became of the attempt to read one version of an object.
public sealed interface ReadResult {
  /// Bytes of that version.
  ///
  /// @param data from the buffer's position to its limit; whoever gets it closes it; null for none
  /// @param reachedEnd whether that version ends with them
  record Bytes(@Nullable Lease data, boolean reachedEnd) implements ReadResult {}

  /// Bytes of the version that this reader began with, which is not the current one any more. They
  /// go with its own attributes: beside those of the current one, a client would keep them as bytes
  /// of that, and show them to the next reader.
  record Older(Bytes bytes, ReadableObject of) implements ReadResult {}

  /// The object is another one by now, and this reader has seen nothing of the old one: it may read
  /// the new one.
  record Outdated() implements ReadResult {}

  /// The object is another one by now, and this reader was in the middle of the old one, which
  /// cannot be had any more.
  record Replaced() implements ReadResult {}

  /// The object is gone.
  record Gone() implements ReadResult {}
}
