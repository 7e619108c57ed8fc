package io.sluice.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/// The part of the one budget that tables of names may take: what listings, looked-up names and ids
/// in memory are made of. Each export takes a share when it is opened; the shares together never
/// exceed the budget but for the least that an export needs.
///
/// Any thread may take.
public final class TableBudget {
  /// Tables take an eighth of the memory target: names are small beside the bytes of files.
  private static final int SHARE_OF_TARGET = 8;

  /// A million names in use fit into this; more memory would hold what nobody asks for again within
  /// the time that it is fresh.
  private static final long MOST = 96L << 20;

  /// Less would ask S3 again for what the same command has just shown.
  private static final long LEAST = 16L << 20;

  /// What an export gets when everything is taken: some thousand names.
  static final long LEAST_SHARE = 512 << 10;

  private final long bytes;

  @GuardedBy("this")
  private long left;

  private TableBudget(long bytes) {
    this.bytes = bytes;
    this.left = bytes;
  }

  /// The tables' part of a memory target.
  ///
  /// @param target bytes for everything
  public static TableBudget of(long target) {
    return new TableBudget(Math.clamp(target / SHARE_OF_TARGET, LEAST, MOST));
  }

  /// All that tables may take.
  public long bytes() {
    return bytes;
  }

  /// What is left of a memory target for the bytes of files.
  public long besides(long target) {
    return Math.max(target - bytes, target / 2);
  }

  /// Takes a share for one of several exports that are opened together, all alike.
  public synchronized long take(int alike) {
    long share = Math.max(LEAST_SHARE, Math.min(left, 3 * bytes / 4 / alike));
    left = Math.max(0, left - share);
    return share;
  }

  /// Takes a share for an export that is opened later: half of what is left.
  public synchronized long takeLater() {
    long share = Math.max(LEAST_SHARE, left / 2);
    left = Math.max(0, left - share);
    return share;
  }
}
