package io.sluice.vfs.s3.error;

import java.io.IOException;

/// A whole object came, but other bytes than S3 has the checksum of, and none was handed on.
public final class DamagedBodyException extends IOException {
  private static final long serialVersionUID = 1;

  /// @param words what was expected, and what came
  public DamagedBodyException(String words) {
    super(words);
  }
}
