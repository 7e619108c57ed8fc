package io.sluice.vfs.s3;

/// The bytes of an object from `get.offset()` on, for a [BodySink].
///
/// @param length number of bytes
/// @param isWhole whether these are all bytes of the object: then it is asked for without a range,
///   since S3 tells the checksum of the whole object only so, and the bytes are held against it
public record RangeRequest(GetRequest get, long length, boolean isWhole) {
  /// Checks that what is whole begins at the begin.
  public RangeRequest {
    if (length < 0 || get.offset() < 0) {
      throw new IllegalArgumentException("a range of negative length or place");
    }
    if (isWhole && get.offset() != 0) {
      throw new IllegalArgumentException("a whole object begins at its first byte");
    }
  }
}
