package io.sluice.vfs.write;

import java.time.Duration;

/// How long a file is silent before it is published without a sign of its end.
final class SessionPatience {
  /// A file that was created and never written is an empty object within 2 s (semantics W11).
  private static final Duration UNWRITTEN = Duration.ofMillis(1_800);

  /// Publishing begins so much earlier that it is done after the whole silence: a fifth.
  private static final int PUBLISHING = 5;

  private SessionPatience() {}

  /// For a file that no COMMIT came for. Who maps a new file sets its end first; Linux sends what
  /// is written there within [CloseTiming#LONGEST_SILENCE] (semantics W17).
  ///
  /// @param isHeldBack whether clients are made to wait, so that their silence means little
  static Duration of(SessionCore core, SessionSettings settings, boolean isHeldBack) {
    if (core.endSet() != null && core.inS3.least() == 0 && core.parts.hasHoles()) {
      return Duration.ofNanos(CloseTiming.LONGEST_SILENCE);
    }
    if (core.timing.dataCalls() == 0 && !core.isWritten()) {
      return UNWRITTEN;
    }
    return isHeldBack
        ? Duration.ofNanos(CloseTiming.LONGEST_SILENCE)
        : settings.idlePublish().minus(settings.idlePublish().dividedBy(PUBLISHING));
  }
}
