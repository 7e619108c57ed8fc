package io.sluice.it.bucket;

import java.util.Arrays;

/// What a client would cost that asks S3 for exactly what its user asked, a page of a thousand
/// names each time, and the bound that goes with it.
final class PlainWay {
  private static final int PAGE = 1_000;

  private PlainWay() {}

  /// LISTs of directories that have so many entries.
  static long lists(long... entries) {
    return Arrays.stream(entries).map(each -> Math.max(1, (each + PAGE - 1) / PAGE)).sum();
  }

  /// Requests of names looked up that no fresh listing covers: HEAD and LIST for each.
  static long lookups(int names) {
    return 2L * names;
  }

  /// The most that listing ahead may cost.
  static long allowed(long plain) {
    return plain * 11 / 10 + 4;
  }
}
