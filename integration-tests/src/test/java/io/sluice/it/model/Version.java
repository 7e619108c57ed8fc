package io.sluice.it.model;

import java.time.Instant;

/// One object under a key, until it is replaced.
///
/// @param size bytes
/// @param modified whole seconds, as S3 has them
record Version(int size, Instant modified, String eTag) {
  @Override
  public String toString() {
    return "a file of " + size + " bytes, ETag " + eTag + " of " + modified;
  }
}
