package io.sluice.vfs.s3.credentials;

/// What requests do about credentials that the server takes no more.
///
/// @param expired has them read anew
/// @param isAwaited whether requests wait until others are there, as those do that bring bytes
///   which a client gave out of its hands; else they are refused soon
public record Renewal(Runnable expired, boolean isAwaited) {
  /// Those that are read anew are there at once, or not soon.
  private static final int MOST_TRIES = 2;

  /// Whether a request that was refused so often is sent again.
  ///
  /// @param isSure whether it was for the credentials
  /// @param tries that failed before this one, from 0
  public boolean isWorthAnother(boolean isSure, int tries) {
    return (isAwaited && isSure) || tries < MOST_TRIES;
  }
}
