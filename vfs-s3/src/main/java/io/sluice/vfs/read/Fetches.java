package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.read.disk.BlockId;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ObjectStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fetches of one bucket: what a reader waits for at once, what is fetched ahead as far as
/// connections are left. Each on a virtual thread of its own.
final class Fetches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);

  /// Fetches ahead at once. S3 gives some 90 MB/s on a connection, so 48 fill any network that a
  /// machine has, and as many again are left for what readers wait for.
  private static final int AHEAD = 48;

  /// A connection that is cut ends its request at once.
  private static final Duration END = Duration.ofSeconds(2);

  /// Those that run.
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private final ObjectStore store;
  private final VersionIds versionIds;
  private final Pace pace;
  private final BlockMemory memory;
  private final @Nullable BlockCache cache;
  private final FetchedBlocks fetched;

  /// Of those that are fetched ahead, or over a slow network. Who waits for a turn has no thread
  /// yet: where the processor is busy, virtual threads that were started and have not run wait
  /// until others have nothing to do, and hundreds of them kept some readers waiting for seconds.
  /// Each turn is a new thread, too: one that went on with the next would never let those begin.
  private final Turns<AheadRun> turns;

  /// Written by [#close], read by who wants something fetched after that.
  private volatile boolean isClosed;

  /// Blocks that follow each other, fetched by one request.
  ///
  /// @param blocks at least one, each held once for the fetch
  /// @param isOnDisk whether they may be: nobody has looked yet
  /// @param isExpected whether readers still are
  private record AheadRun(
      Wanted wanted, List<Block> blocks, boolean isOnDisk, BooleanSupplier isExpected)
      implements Turns.Waiting {
    @Override
    public ObjectVersion version() {
      return wanted.version();
    }

    @Override
    public boolean isAsked() {
      return blocks.stream().anyMatch(Block::isAsked);
    }
  }

  /// @param pace is told what requests took
  Fetches(ObjectStore store, VersionIds versionIds, Blocks kept, Pace pace) {
    this.store = store;
    this.versionIds = versionIds;
    this.pace = pace;
    this.memory = kept.memory();
    this.cache = kept.disk();
    this.fetched = new FetchedBlocks(kept);
    this.turns = new Turns<>(() -> pace.requests(AHEAD));
  }

  /// Fetches what a reader waits for: on his thread if it is one range, but over a slow network
  /// where that takes longer than he may wait, and what comes first would come no sooner than all.
  ///
  /// @param blocks in order, maybe with gaps; each held once for the fetch
  void fetch(Wanted wanted, List<Block> blocks) {
    List<List<Block>> runs = runs(blocks, Long.MAX_VALUE);
    if (pace.isSlow()) {
      runs.forEach(run -> start(run, () -> fetchSlowly(wanted, run)));
      return;
    }
    for (int i = 0; i < runs.size(); i++) {
      List<Block> run = runs.get(i);
      if (i < runs.size() - 1) {
        start(run, () -> fetchAtOnce(wanted, run));
      } else {
        fetchAtOnce(wanted, run);
      }
    }
  }

  /// Fetches what readers are expected to ask for.
  ///
  /// @param request bytes of one GET at most
  /// @param isExpected whether they still are
  void startAhead(Wanted wanted, List<Block> blocks, long request, BooleanSupplier isExpected) {
    queue(
        runs(blocks, request).stream()
            .map(run -> new AheadRun(wanted, run, true, isExpected))
            .toList());
  }

  private void queue(List<AheadRun> runs) {
    begin(turns.queue(runs));
    if (isClosed) {
      leave();
    }
  }

  private void leave() {
    turns.leave().forEach(run -> giveUp(run.blocks()));
  }

  private void begin(List<AheadRun> next) {
    Deque<AheadRun> begun = new ArrayDeque<>(next);
    while (!begun.isEmpty()) {
      AheadRun run = begun.remove();
      if (!start(run.blocks(), () -> fetchInTurn(run))) {
        begun.addAll(turns.give(run.version()));
      }
    }
  }

  /// Where there is no thread to be had the blocks are given up: who waits for them fetches them.
  private boolean start(List<Block> run, Runnable fetch) {
    Thread thread =
        Thread.ofVirtual()
            .name("fetch")
            .unstarted(() -> {
              try {
                fetch.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      threads.remove(thread);
      giveUp(run);
      LOG.warn("there is no thread more to be had: {}", e.getMessage());
      return false;
    }
  }

  private void giveUp(List<Block> blocks) {
    for (Block block : blocks) {
      fetched.giveUp(block, new BlockFailure.Abandoned());
    }
  }

  private void fetchInTurn(AheadRun run) {
    try {
      if (run.isExpected().getAsBoolean() || run.isAsked()) {
        BlockRoom room = new BlockRoom(memory, run.isExpected());
        if (run.isOnDisk()) {
          fetch(run.wanted(), run.blocks(), room);
        } else {
          fetchFromS3(run.wanted(), run.blocks(), room);
        }
      } else {
        giveUp(run.blocks()); // its reader left meanwhile
      }
    } finally {
      begin(turns.give(run.version()));
    }
  }

  /// What is on disk does not wait for the network, and what is small does not wait for what is
  /// large.
  private void fetchSlowly(Wanted wanted, List<Block> run) {
    if (run.getLast().end() - run.getFirst().start() <= Stretch.SMALL) {
      fetchAtOnce(wanted, run);
      return;
    }
    List<Block> missing = notOnDisk(wanted, run, new BlockRoom(memory, () -> true));
    queue(
        runs(missing, Long.MAX_VALUE).stream()
            .map(rest -> new AheadRun(wanted, rest, false, () -> true))
            .toList());
  }

  private void fetchAtOnce(Wanted wanted, List<Block> run) {
    turns.begin(wanted.version());
    try {
      fetch(wanted, run, new BlockRoom(memory, () -> true));
    } finally {
      turns.end(wanted.version());
    }
  }

  /// Fills blocks that follow each other: from the disk what is there, the rest from S3.
  private void fetch(Wanted wanted, List<Block> run, BlockRoom room) {
    fetchFromS3(wanted, notOnDisk(wanted, run, room), room);
  }

  private void fetchFromS3(Wanted wanted, List<Block> blocks, BlockRoom room) {
    Deque<List<Block>> left = new ArrayDeque<>(runs(blocks, Long.MAX_VALUE));
    try {
      while (!left.isEmpty()) {
        new Fetch(store, versionIds, pace, wanted, left.remove(), room, fetched).run();
      }
    } finally {
      left.forEach(this::giveUp);
    }
  }

  /// Fills what is on disk.
  ///
  /// @return the others
  private List<Block> notOnDisk(Wanted wanted, List<Block> run, BlockRoom room) {
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

  /// Cuts all fetches and waits for them.
  @Override
  public void close() {
    isClosed = true;
    leave();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.interrupt(); // if it was begun meanwhile
      try {
        thread.join(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Blocks that follow each other, cut where a request begins.
  private static List<List<Block>> runs(List<Block> blocks, long request) {
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
