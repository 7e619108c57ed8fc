package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The memory for the blocks of one fetch: waited for if a reader wants the bytes, else taken only
/// if there is some, and a reader is still expected. Used by one thread.
final class BlockRoom {
  private final BlockMemory memory;
  private final BooleanSupplier isExpected;
  private boolean isGivenUp;

  /// @param isExpected whether a reader may still come for what none has asked for
  BlockRoom(BlockMemory memory, BooleanSupplier isExpected) {
    this.memory = memory;
    this.isExpected = isExpected;
  }

  /// Gives the first of these its memory. Bytes come in their order: who waits for a later block
  /// waits for this one, too.
  ///
  /// @param left what is still to be fetched, at least one
  /// @throws VfsException `BUSY` if there is none, or nobody needs any of them
  void give(List<Block> left) {
    boolean isAsked = left.stream().anyMatch(Block::isAsked);
    Block first = left.getFirst();
    first.use(lease(first, isAsked));
  }

  private Lease lease(Block block, boolean isAsked) {
    if (!isAsked && !isExpected.getAsBoolean()) {
      throw givenUp("the reader has left");
    }
    Lease lease = memory.lease(block, isAsked ? BlockMemory.PATIENCE : Duration.ZERO);
    if (lease == null && !isAsked) {
      throw givenUp("no memory is free to read ahead");
    }
    if (lease == null) {
      throw BlockMemory.none();
    }
    return lease;
  }

  private VfsException givenUp(String why) {
    isGivenUp = true;
    return new VfsException(VfsError.BUSY, why);
  }

  /// Why a block failed that got no memory.
  BlockFailure failure(VfsException reason) {
    return isGivenUp ? new BlockFailure.Abandoned() : new BlockFailure.Refused(reason);
  }
}
