package io.sluice.vfs.write;

import java.util.concurrent.atomic.LongAdder;

/// What happened to files that were written, for the metrics.
public final class WriteCounts {
  final LongAdder published = new LongAdder();
  final LongAdder early = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder refused = new LongAdder();

  /// Objects that were put, whole.
  public long published() {
    return published.sum();
  }

  /// Files that went on after they were published, so that it came too early.
  public long early() {
    return early.sum();
  }

  /// Files that failed for good.
  public long failed() {
    return failed.sum();
  }

  /// WRITEs that had to come again since no memory was free.
  public long refused() {
    return refused.sum();
  }
}
