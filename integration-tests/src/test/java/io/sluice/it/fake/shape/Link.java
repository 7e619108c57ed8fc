package io.sluice.it.fake.shape;

/// One direction of the way between a client and the S3: the connection's own bandwidth and the
/// share of the link's.
///
/// @param connection this connection's pipe
/// @param shared the pipe of all connections
public record Link(Pacer connection, Pacer shared, Timer timer) {
  /// Unlimited: large enough that system calls do not count.
  private static final int WHOLE = 1 << 20;

  /// Limited: at 90 MB/s a piece takes 0.7 ms, far above what a timer can miss.
  private static final int PIECE = 64 * 1024;

  /// The most bytes to pass in one go.
  public int chunk() {
    return connection.isLimited() || shared.isLimited() ? PIECE : WHOLE;
  }

  /// Returns when `bytes` have passed.
  public void pass(int bytes) {
    if (connection.isLimited() || shared.isLimited()) {
      long now = timer.now();
      timer.waitUntil(Math.max(connection.pass(bytes, now), shared.pass(bytes, now)));
    }
  }
}
