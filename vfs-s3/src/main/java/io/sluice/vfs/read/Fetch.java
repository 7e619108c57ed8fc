package io.sluice.vfs.read;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.VersionId;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One ranged GET that fills blocks which follow each other. Each block gets its memory when its
/// bytes are next. Used by one thread.
final class Fetch implements BodySink {
  private final ObjectStore store;
  private final VersionIds versionIds;
  private final Pace pace;
  private final Wanted wanted;
  private final List<Block> blocks;
  private final BlockRoom memoryOf;
  private final FetchedBlocks fetched;

  /// The block that is being filled.
  private int current;

  private @Nullable ByteBuffer room;

  /// Whether what came is not what S3 says of the whole object.
  private boolean isDamaged;

  /// When the first bytes of the request came; 0 if none did.
  private long beganAt;

  /// @param blocks each held once for this, until it is full or has failed
  /// @param fetched is handed each block with its hold
  Fetch(
      ObjectStore store,
      VersionIds versionIds,
      Pace pace,
      Wanted wanted,
      List<Block> blocks,
      BlockRoom memoryOf,
      FetchedBlocks fetched) {
    this.store = store;
    this.versionIds = versionIds;
    this.pace = pace;
    this.wanted = wanted;
    this.blocks = blocks;
    this.memoryOf = memoryOf;
    this.fetched = fetched;
  }

  /// Fetches. When this returns each block is full or has failed.
  void run() {
    BlockFailure failure = new BlockFailure.Abandoned();
    try {
      failure = failure(get());
    } catch (VfsException refused) {
      failure = memoryOf.failure(refused);
    } finally {
      if (isDamaged) {
        fetched.takeBack(wanted, blocks.subList(0, current));
      }
      for (Block block : blocks.subList(current, blocks.size())) {
        fetched.giveUp(block, failure);
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
    return id == null || current == blocks.size() ? outcome : getOrElse(id, outcome);
  }

  /// A version that is gone, or that the credentials do not allow (s3:GetObjectVersion), cannot be
  /// had: what was said of the current one holds.
  private GetOutcome getOrElse(VersionId id, GetOutcome ofCurrent) {
    try {
      GetOutcome outcome = get(id);
      return outcome instanceof GetOutcome.Filled ? outcome : ofCurrent;
    } catch (VfsException e) {
      if (e.error() != VfsError.ACCESS_DENIED) {
        throw e;
      }
      return ofCurrent;
    }
  }

  private GetOutcome get(@Nullable VersionId id) {
    Block next = blocks.get(current);
    long from = next.start() + next.filled();
    long to = blocks.getLast().end();
    GetRequest request = new GetRequest(wanted.version().key(), from, wanted.version().eTag(), id);
    boolean isWhole = from == 0 && to == wanted.size();
    long sentAt = pace.now();
    beganAt = 0;
    GetOutcome outcome = store.getObject(new RangeRequest(request, to - from, isWhole), this);
    if (outcome instanceof GetOutcome.Filled && beganAt != 0) {
      pace.took(to - from, beganAt - sentAt, pace.now() - sentAt);
    }
    return outcome;
  }

  /// Learned at once: a reader may have the first bytes, and want more, before the last ones came.
  @Override
  public void isOf(@Nullable VersionId version) {
    versionIds.learn(wanted.version(), version);
  }

  @Override
  public void isDamaged() {
    isDamaged = true;
  }

  @Override
  public ByteBuffer room() {
    ByteBuffer given = room;
    if (given == null) {
      Block block = blocks.get(current);
      if (!block.hasMemory()) {
        memoryOf.give(blocks.subList(current, blocks.size()));
      }
      given = block.room(0);
      room = given;
    }
    return given;
  }

  @Override
  public void came(int bytes) {
    if (beganAt == 0) {
      beganAt = pace.now();
    }
    pace.came(bytes);
    Block block = blocks.get(current);
    block.came(bytes);
    if (block.isFull()) {
      room = null;
      current++;
      fetched.keep(block);
    }
  }
}
