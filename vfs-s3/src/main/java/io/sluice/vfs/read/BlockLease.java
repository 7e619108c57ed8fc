package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// Some bytes of a block on their way to a client: who closes it lets the block go.
final class BlockLease implements Lease {
  private final Block block;
  private final ByteBuffer bytes;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /// @param block held once for this
  BlockLease(Block block, int from, int count) {
    this.block = block;
    this.bytes = block.slice(from, count);
  }

  @Override
  public ByteBuffer buffer() {
    return bytes;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      block.release();
    }
  }
}
