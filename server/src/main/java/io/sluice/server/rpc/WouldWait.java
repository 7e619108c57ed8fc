package io.sluice.server.rpc;

/// Thrown by a [Procedure] that cannot answer at once; nothing has happened yet. The call is
/// decoded and made again where it may wait. One instance without stack trace, since it is thrown
/// for every call that needs S3.
public final class WouldWait extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The only instance: without trace and suppressed exceptions it holds nothing of any thread.
  @SuppressWarnings("StaticAssignmentOfThrowable")
  public static final WouldWait INSTANCE = new WouldWait();

  private WouldWait() {
    super("the answer is not at hand", null, false, false);
  }
}
