package io.sluice.vfs.inode;

import java.time.Duration;

/// Requests made, against those that answering each question by itself would have taken: what
/// decides whether listing ahead of a walker may go on. Pure.
///
/// A scan may cost a tenth more than the plain way and [#GRACE] requests, also if the walker stops
/// at once: nobody's bill grows because Sluice guessed.
final class RequestLedger {
  private static final double MOST_REQUESTS = 1.1;
  private static final int GRACE = 4;

  /// A client that asked nothing for so long begins another scan.
  private static final Duration FORGET_AFTER = Duration.ofSeconds(10);

  private long plain;
  private long asked;
  private long usedAt;

  /// Questions that would have taken so many requests.
  void plain(int requests, long now) {
    if (now - usedAt > FORGET_AFTER.toNanos()) {
      plain = 0;
      asked = 0;
    }
    usedAt = now;
    plain += requests;
  }

  /// Requests are made.
  void asks(int requests) {
    asked += requests;
  }

  /// Whether so many more requests are paid for.
  boolean pays(int requests) {
    return asked + requests <= MOST_REQUESTS * plain + GRACE;
  }
}
