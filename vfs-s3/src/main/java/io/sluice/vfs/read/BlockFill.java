package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.read.disk.BlockId;
import io.sluice.vfs.s3.ObjectStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fills blocks that follow each other: from the disk what is there, the rest from S3. Whatever
/// happens, each of them is full, has failed, or was given up when a method returns.
///
/// Blocking, for any number of threads.
final class BlockFill {
  private final ObjectStore store;
  private final VersionIds versionIds;
  private final Pace pace;
  private final BlockMemory memory;
  private final @Nullable BlockCache cache;
  private final FetchedBlocks fetched;

  /// @param pace is told what requests took
  BlockFill(ObjectStore store, VersionIds versionIds, Blocks kept, Pace pace) {
    this.store = store;
    this.versionIds = versionIds;
    this.pace = pace;
    this.memory = kept.memory();
    this.cache = kept.disk();
    this.fetched = new FetchedBlocks(kept);
  }

  /// Fills them.
  ///
  /// @param run each held once for this
  void fill(Wanted wanted, List<Block> run, BlockRoom room) {
    fillFromS3(wanted, notOnDisk(wanted, run, room), room);
  }

  /// Fills blocks that are not on disk.
  void fillFromS3(Wanted wanted, List<Block> blocks, BlockRoom room) {
    Deque<List<Block>> left = new ArrayDeque<>(runs(blocks, Long.MAX_VALUE));
    try {
      while (!left.isEmpty()) {
        new Fetch(store, versionIds, pace, wanted, left.remove(), room, fetched).run();
      }
    } finally {
      left.forEach(this::giveUp);
    }
  }

  /// Fills those that are on disk.
  ///
  /// @return the others
  List<Block> notOnDisk(Wanted wanted, List<Block> run, BlockRoom room) {
    BlockCache disk = cache;
    if (disk == null) {
      return run;
    }
    DiskLoad load = new DiskLoad(disk, memory, room);
    Deque<Block> left = new ArrayDeque<>(run);
    List<Block> missing = new ArrayList<>();
    try {
      while (!left.isEmpty()) {
        Block block = left.getFirst();
        BlockId id = disk.find(wanted.version(), block.start());
        if (id == null || id.start() + id.length() < block.end() || !load.load(id, block)) {
          missing.add(block);
        }
        left.removeFirst();
      }
      return missing;
    } finally {
      if (!left.isEmpty()) {
        giveUp(missing);
        giveUp(List.copyOf(left));
      }
    }
  }

  /// Whoever waits for these fetches them himself.
  void giveUp(List<Block> blocks) {
    for (Block block : blocks) {
      fetched.giveUp(block, new BlockFailure.Abandoned());
    }
  }

  /// Blocks that follow each other, cut where a request begins.
  ///
  /// @param request bytes of one GET at most
  static List<List<Block>> runs(List<Block> blocks, long request) {
    List<List<Block>> runs = new ArrayList<>();
    List<Block> run = new ArrayList<>();
    for (Block block : blocks) {
      if (!run.isEmpty()
          && (run.getLast().end() != block.start() || block.start() % request == 0)) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.add(block);
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }
}
