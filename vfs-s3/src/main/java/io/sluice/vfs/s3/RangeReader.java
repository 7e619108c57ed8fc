package io.sluice.vfs.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sends one ranged GetObject and moves its body into a buffer. Narrow, so that another client can
/// take its place.
interface RangeReader {
  /// Asks for the bytes from `range.offset()` that fit into `into` and puts what comes there.
  ///
  /// @param patience until the head of the answer is there
  /// @param deadline after which the body is given up
  /// @throws IOException if nothing came; a body that breaks off later is a [Part]
  RangeAnswer read(Range range, ByteBuffer into, Duration patience, Deadline deadline)
      throws IOException;

  /// Which bytes of which version.
  ///
  /// @param version of a versioned bucket; null reads the current one
  record Range(ObjectKey key, long offset, ObjectPin pin, @Nullable VersionId version) {
    /// The rest of this, once `part` has come.
    Range after(Part part) {
      return new Range(key, offset + part.bytes(), pin.and(part.seen()), version);
    }
  }

  /// What came.
  sealed interface RangeAnswer {}

  /// Bytes, maybe fewer than promised.
  ///
  /// @param bytes that are in the buffer now
  /// @param broken whether more were promised
  record Part(ObjectPin seen, @Nullable VersionId version, long bytes, boolean broken)
      implements RangeAnswer {}

  /// None: the answer was of another version.
  record Other() implements RangeAnswer {}

  /// None, and why.
  record None(S3Failure.Negative reason) implements RangeAnswer {}
}
