package io.sluice.vfs.read.disk;

import java.util.concurrent.atomic.LongAdder;

/// What happened to the blocks of a cache. Any thread counts and reads.
final class CacheCounts {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder damaged = new LongAdder();
  final LongAdder dropped = new LongAdder();
}
