package io.sluice.vfs;

import org.jspecify.annotations.Nullable;

/// A request that the file system could not fulfil. Without a stack trace: these are answers to a
/// client, not faults of the program, and negative ones are frequent.
public final class VfsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final VfsError error;

  /// A failure with words for the log.
  public VfsException(VfsError error, String message) {
    this(error, message, null);
  }

  /// A failure with words for the log and what caused it below.
  public VfsException(VfsError error, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.error = error;
  }

  /// What kind of failure it is.
  public VfsError error() {
    return error;
  }
}
