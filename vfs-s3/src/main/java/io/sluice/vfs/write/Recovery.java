package io.sluice.vfs.write;

import java.time.Duration;

/// How a session that was taken up from a former process finds back what its client had written:
/// bytes that were not committed are lost, and the client learns that from the verifier of a COMMIT
/// and sends them again, some of them long after the file was closed.
///
/// Not safe for several threads: its session's lock guards it.
final class Recovery {
  /// Linux sends again what it wrote half a minute ago, and looks every few seconds; a slow server
  /// or a busy client takes longer.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A file may really have holes: after so many answers that let the client send everything again,
  /// they are believed.
  private static final int MOST_REFUSALS = 20;

  /// Bytes that came again, but not all that are needed to compare them, may follow once or twice.
  private static final int UNSETTLED_REFUSALS = 3;

  private final long until;
  private boolean hasBytes;
  private boolean isClosed;
  private int refusals;

  /// @param now in nanoseconds
  Recovery(long now) {
    this.until = now + PATIENCE.toNanos();
  }

  /// Whether the client may still come.
  boolean isGoingOn(long now) {
    return now - until < 0;
  }

  /// Bytes came from the client.
  void received() {
    hasBytes = true;
  }

  boolean hasBytes() {
    return hasBytes;
  }

  /// The client gave a sign that it closed the file, before all bytes were there.
  void closed() {
    isClosed = true;
  }

  boolean isClosed() {
    return isClosed;
  }

  /// Whether one more COMMIT may be answered so that everything is sent again; counts.
  ///
  /// @param isUnsettled whether bytes came again of which it is not known whether S3 has the same
  boolean refuses(boolean isUnsettled) {
    return refusals++ < (isUnsettled ? UNSETTLED_REFUSALS : MOST_REFUSALS);
  }
}
