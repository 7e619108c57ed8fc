package io.sluice.vfs.s3;

import java.io.IOException;

/// A whole object came, but other bytes than S3 has the checksum of, and none was handed on.
final class DamagedBodyException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedBodyException(String words) {
    super(words);
  }
}
