package io.sluice.vfs.read;

import io.sluice.memory.Lease;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.VersionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One ranged GET that fills blocks which follow each other. Each block gets its memory when its
/// bytes are next. Used by one thread.
final class Fetch implements BodySink {
  /// How long what a reader asked for may wait for memory before the reader is asked to come again:
  /// well below the 60 s after which Linux sends the call again.
  private static final Duration PATIENCE_FOR_MEMORY = Duration.ofSeconds(20);

  private final ObjectStore store;
  private final VersionIds versionIds;
  private final BlockMemory memory;
  private final Wanted wanted;
  private final List<Block> blocks;
  private final BooleanSupplier isExpected;
  private final Consumer<Block> filled;

  /// The block that is being filled.
  private int current;

  private @Nullable ByteBuffer room;
  private boolean isGivenUp;

  /// @param blocks each held once for this, until it is full or has failed
  /// @param isExpected whether a reader may still come for what none has asked for
  /// @param filled is handed each full block with its hold
  Fetch(
      ObjectStore store,
      VersionIds versionIds,
      BlockMemory memory,
      Wanted wanted,
      List<Block> blocks,
      BooleanSupplier isExpected,
      Consumer<Block> filled) {
    this.store = store;
    this.versionIds = versionIds;
    this.memory = memory;
    this.wanted = wanted;
    this.blocks = blocks;
    this.isExpected = isExpected;
    this.filled = filled;
  }

  /// Fetches. When this returns each block is full or has failed.
  void run() {
    BlockFailure failure = new BlockFailure.Abandoned();
    try {
      failure = failure(get());
    } catch (VfsException refused) {
      failure = isGivenUp ? failure : new BlockFailure.Refused(refused);
    } finally {
      for (Block block : blocks.subList(current, blocks.size())) {
        memory.drop(block, failure);
        block.release();
      }
    }
  }

  private static BlockFailure failure(GetOutcome outcome) {
    return switch (outcome) {
      // What ends before its attributes said is another object, whatever the server says.
      case GetOutcome.Filled _, GetOutcome.Changed _ -> new BlockFailure.Changed();
      case GetOutcome.Missing _ -> new BlockFailure.Missing();
    };
  }

  /// Asks for the current version, then, in a versioned bucket, for the one that is wanted.
  private GetOutcome get() {
    GetOutcome outcome = get(null);
    if (outcome instanceof GetOutcome.Filled(VersionId id)) {
      versionIds.learn(wanted.version(), id);
      return outcome;
    }
    VersionId id = versionIds.of(wanted.version());
    return id == null || current == blocks.size() ? outcome : get(id);
  }

  private GetOutcome get(@Nullable VersionId id) {
    Block next = blocks.get(current);
    long from = next.start() + next.filled();
    long to = blocks.getLast().end();
    GetRequest request = new GetRequest(wanted.version().key(), from, wanted.version().eTag(), id);
    boolean isWhole = from == 0 && to == wanted.size();
    return store.getObject(new RangeRequest(request, to - from, isWhole), this);
  }

  @Override
  public ByteBuffer room() {
    ByteBuffer given = room;
    if (given == null) {
      Block block = blocks.get(current);
      block.use(lease(block));
      given = block.room(0);
      room = given;
    }
    return given;
  }

  private Lease lease(Block block) {
    boolean isAsked = !block.isAhead || block.isAwaited();
    if (!isAsked && !isExpected.getAsBoolean()) {
      throw givenUp("the reader has left");
    }
    Lease lease = memory.lease(block.length(), isAsked ? PATIENCE_FOR_MEMORY : Duration.ZERO);
    if (lease == null && !isAsked) {
      throw givenUp("no memory is free to read ahead");
    }
    if (lease == null) {
      throw new VfsException(VfsError.BUSY, "no memory is free for a read; raise --memory-target");
    }
    return lease;
  }

  private VfsException givenUp(String why) {
    isGivenUp = true;
    return new VfsException(VfsError.BUSY, why);
  }

  @Override
  public void came(int bytes) {
    Block block = blocks.get(current);
    block.came(bytes);
    if (block.isFull()) {
      room = null;
      current++;
      filled.accept(block);
    }
  }
}
