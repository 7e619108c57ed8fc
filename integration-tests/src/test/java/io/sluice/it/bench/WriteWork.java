package io.sluice.it.bench;

import java.util.List;

/// A row of the table: equal files that are written in a directory of their own.
///
/// @param wanted in the unit of the row
/// @param size bytes of each file
/// @param count of files
/// @param writers how many files are under way at once
/// @param isSlow whether S3 waits as S3 does
/// @param isSecured whether S3 is asked by TLS
record WriteWork(
    String title,
    String wanted,
    long size,
    int count,
    int writers,
    boolean isSlow,
    boolean isSecured) {
  /// The rows, in their order.
  static List<WriteWork> all() {
    int small = 4 << 10;
    long large = 1L << 30;
    return List.of(
        new WriteWork("4 KiB one by one", "17/s", small, 300, 1, true, false),
        new WriteWork("4 KiB by 16 writers", "250/s", small, 2_000, 16, true, false),
        new WriteWork("1 GiB", "500 MB/s or 0.9; 1.4 CPU-s", large, 1, 1, true, false),
        new WriteWork("1 GiB by TLS", "1.9 CPU-s", large, 1, 1, true, true),
        new WriteWork("1 GiB without delay", "0.8", large, 1, 1, false, false),
        new WriteWork("4 KiB by 8 writers without delay", "0.65", small, 10_000, 8, false, false));
  }

  /// Whether it is one file that counts by its bytes, not many that count by their number.
  boolean isLarge() {
    return count == 1;
  }

  /// Megabytes, or files.
  double amount() {
    return isLarge() ? size / 1e6 : count;
  }
}
