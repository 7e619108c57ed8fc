package io.sluice.server.rpc;

import java.io.IOException;

/// A stream that is not what RFC 5531 section 11 says: its connection is closed.
final class RecordException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordException(String message) {
    super(message);
  }
}
