package io.sluice.vfs.read.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The [BlockIndex] for all threads. The lock is held for as long as it takes to change some
/// numbers, never while a file is touched.
final class SharedIndex {
  @GuardedBy("this")
  private final BlockIndex index;

  SharedIndex(BlockCacheSettings settings) {
    this.index = new BlockIndex(settings.mostBytes(), settings.mostBlocks());
  }

  synchronized long bytes() {
    return index.bytes();
  }

  synchronized int blocks() {
    return index.blocks();
  }

  synchronized @Nullable BlockName use(BlockName name) {
    return index.use(name);
  }

  synchronized boolean has(BlockName name) {
    return index.has(name);
  }

  synchronized List<BlockName> add(BlockName name) {
    return index.add(name);
  }

  synchronized int restore(BlockName name) {
    return index.restore(name);
  }

  synchronized void goesLast(int number) {
    index.goesLast(number);
  }

  synchronized void remove(BlockName name) {
    index.remove(name);
  }

  synchronized List<BlockName> evict(long bytes) {
    return index.evict(bytes);
  }
}
