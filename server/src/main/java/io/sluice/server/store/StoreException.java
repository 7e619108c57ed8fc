package io.sluice.server.store;

/// The embedded store cannot start. The message is one sentence for the user, with the cure.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
