package io.sluice.vfs.write;

import java.time.Duration;

/// When the calls for a file came, and what may be concluded from it: NFSv3 has no close, so a
/// pause after a sign of it has to do (semantics W6). All times are nanoseconds of one ticker.
///
/// Not safe for several threads: its session's lock guards it.
final class CloseTiming {
  /// A fast writer's next WRITE follows a COMMIT within this.
  static final long LEAST_GRACE = Duration.ofMillis(10).toNanos();

  /// Nobody notices a close that takes half a second.
  static final long MOST_GRACE = Duration.ofMillis(500).toNanos();

  /// After a guess that was wrong, a file must be silent for so long, and twice as long each time.
  private static final long FIRST_SILENCE = Duration.ofSeconds(1).toNanos();

  /// Linux sends what a program wrote after 30 s, and looks every 5 s.
  static final long LONGEST_SILENCE = Duration.ofSeconds(35).toNanos();

  /// A WRITE so soon after a publishing shows that it came too early.
  private static final long EARLY = Duration.ofSeconds(35).toNanos();

  /// A WRITE that was refused comes again after 5 s (Linux), and later under load.
  static final Duration REFUSED_COMES_AGAIN = Duration.ofSeconds(15);

  private long lastData;
  private long lastArrival;
  private long longestPause;
  private long dataCalls;
  private int underWay;
  private boolean sawCommit;
  private int wrongGuesses;
  private long publishedAt = Long.MIN_VALUE;
  private long dueAt = Long.MIN_VALUE;
  private long refusedAt = Long.MIN_VALUE;

  CloseTiming(long now) {
    this.lastData = now;
    this.lastArrival = now;
  }

  /// A WRITE or COMMIT has come.
  void begins(long now) {
    if (dataCalls > 0 && underWay == 0) {
      longestPause = Math.max(longestPause, now - lastData);
    }
    dataCalls++;
    underWay++;
    lastData = now;
    lastArrival = now;
    dueAt = Long.MIN_VALUE;
  }

  /// It is about to be answered.
  void ends(long now) {
    underWay--;
    lastData = now;
  }

  /// It was a COMMIT.
  void committed() {
    sawCommit = true;
  }

  /// It was refused for want of memory, so it comes again.
  void refused(long now) {
    refusedAt = now;
  }

  boolean sawCommit() {
    return sawCommit;
  }

  /// Counts the WRITEs and COMMITs.
  long dataCalls() {
    return dataCalls;
  }

  /// WRITEs and COMMITs that are not answered.
  int underWay() {
    return underWay;
  }

  long silence(long now) {
    return underWay > 0 ? 0 : now - lastData;
  }

  /// How long no WRITE or COMMIT has come, whether they are answered or not.
  long silenceOfClient(long now) {
    return now - lastArrival;
  }

  /// Something else was done with the file.
  void touched(long now) {
    lastData = now;
  }

  /// Whether a WRITE was refused within this time, and may not have come again.
  boolean wasRefusedWithin(Duration time, long now) {
    return refusedAt != Long.MIN_VALUE && now - refusedAt < time.toNanos();
  }

  /// How long to wait for another WRITE before a sign of the end is believed.
  long grace() {
    return Math.clamp(2 * longestPause, LEAST_GRACE, MOST_GRACE);
  }

  /// Whether signs of the end were wrong before, so that only silence is believed.
  boolean isDoubted() {
    return wrongGuesses > 0;
  }

  /// A sign of the end that is doubted: it counts after a silence.
  void signalled(long now) {
    long silence = FIRST_SILENCE << Math.min(wrongGuesses - 1, 10);
    dueAt = now + Math.min(silence, LONGEST_SILENCE);
  }

  /// It was published.
  void published(long now) {
    publishedAt = now;
    dueAt = Long.MIN_VALUE;
  }

  /// It was published since somebody wanted to read it, or its memory, not since it seemed closed.
  void publishedOnPurpose() {
    publishedAt = Long.MIN_VALUE;
  }

  /// New bytes have come; returns whether the last publishing was too early.
  boolean goesOn(long now) {
    boolean wasEarly = publishedAt != Long.MIN_VALUE && now - publishedAt < EARLY;
    if (wasEarly) {
      wrongGuesses++;
      publishedAt = Long.MIN_VALUE;
    }
    return wasEarly;
  }

  /// Whether it has been silent long enough to be published without a sign.
  ///
  /// @param idle for a client that sends no COMMIT
  boolean isDue(Duration idle, long now) {
    if (underWay > 0 || wasRefusedWithin(REFUSED_COMES_AGAIN, now)) {
      return false;
    }
    if (dueAt != Long.MIN_VALUE && now - dueAt >= 0) {
      return true;
    }
    return silence(now) >= (sawCommit ? LONGEST_SILENCE : idle.toNanos());
  }
}
