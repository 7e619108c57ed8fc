package io.sluice.server.client;

/// Something that the client could not do: the message is a sentence for its user.
public final class NfsClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what could not be done, with which path, and why
  public NfsClientException(String message) {
    super(message, null, false, false);
  }
}
