package io.sluice.vfs.s3.transport;

import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.VersionId;
import io.sluice.vfs.s3.error.S3Failure;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends one GetObject and moves its body to where it is wanted. Narrow, so that another client can
/// take its place. Safe for any number of threads; all is done on the one that asks.
public interface RangeReader {
  /// Asks for `range`, of which no byte has come yet, and gives `body` what comes.
  ///
  /// @param patience until the head of the answer is there; the body may take any time as long as
  ///   it moves
  /// @throws SdkException what the server said, if it is no success
  /// @throws IOException if nothing came; a body that breaks off later is a [Part]
  RangeAnswer read(Range range, RangeBody body, Duration patience) throws IOException;

  /// Which bytes of which version.
  ///
  /// @param isWhole whether these are all bytes: then no range is asked for
  /// @param version of a versioned bucket; null reads the current one
  record Range(
      ObjectKey key,
      long offset,
      long length,
      boolean isWhole,
      ObjectPin pin,
      @Nullable VersionId version) {
    /// As the header says it (RFC 9110 section 14.2), null for a whole object.
    public @Nullable String header() {
      return isWhole ? null : "bytes=" + offset + "-" + (offset + length - 1);
    }
  }

  /// What came.
  sealed interface RangeAnswer {}

  /// Bytes, maybe fewer than promised.
  ///
  /// @param bytes that came
  /// @param broken whether more were promised
  record Part(ObjectPin seen, @Nullable VersionId version, long bytes, boolean broken)
      implements RangeAnswer {}

  /// None: the answer was of another version.
  record Other() implements RangeAnswer {}

  /// None, and why.
  record None(S3Failure.Negative reason) implements RangeAnswer {}
}
