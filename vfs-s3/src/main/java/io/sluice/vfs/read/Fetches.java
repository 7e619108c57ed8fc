package io.sluice.vfs.read;

import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ObjectStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The fetches of one bucket: what a reader waits for at once, what is fetched ahead as far as
/// connections are left. Each on a virtual thread of its own.
final class Fetches implements AutoCloseable {
  /// Fetches ahead at once. S3 gives some 90 MB/s on a connection, so 48 fill any network that a
  /// machine has, and as many again are left for what readers wait for.
  private static final int AHEAD = 48;

  private final FetchThreads threads = new FetchThreads();
  private final Pace pace;
  private final BlockMemory memory;
  private final BlockFill fill;

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
    this.pace = pace;
    this.memory = kept.memory();
    this.fill = new BlockFill(store, versionIds, kept, pace);
    this.turns = new Turns<>(() -> pace.requests(AHEAD));
  }

  /// Fetches what a reader waits for: on his thread if it is one range, but over a slow network
  /// where that takes longer than he may wait, and what comes first would come no sooner than all.
  ///
  /// @param blocks in order, maybe with gaps; each held once for the fetch
  void fetch(Wanted wanted, List<Block> blocks) {
    List<List<Block>> runs = BlockFill.runs(blocks, Long.MAX_VALUE);
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
        BlockFill.runs(blocks, request).stream()
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
    turns.leave().forEach(run -> fill.giveUp(run.blocks()));
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
    boolean isStarted = threads.start(fetch);
    if (!isStarted) {
      fill.giveUp(run);
    }
    return isStarted;
  }

  private void fetchInTurn(AheadRun run) {
    try {
      if (run.isExpected().getAsBoolean() || run.isAsked()) {
        BlockRoom room = new BlockRoom(memory, run.isExpected());
        if (run.isOnDisk()) {
          fill.fill(run.wanted(), run.blocks(), room);
        } else {
          fill.fillFromS3(run.wanted(), run.blocks(), room);
        }
      } else {
        fill.giveUp(run.blocks()); // its reader left meanwhile
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
    List<Block> missing = fill.notOnDisk(wanted, run, new BlockRoom(memory, () -> true));
    queue(
        BlockFill.runs(missing, Long.MAX_VALUE).stream()
            .map(rest -> new AheadRun(wanted, rest, false, () -> true))
            .toList());
  }

  private void fetchAtOnce(Wanted wanted, List<Block> run) {
    turns.begin(wanted.version());
    try {
      fill.fill(wanted, run, new BlockRoom(memory, () -> true));
    } finally {
      turns.end(wanted.version());
    }
  }

  /// Cuts all fetches and waits for them.
  @Override
  public void close() {
    isClosed = true;
    leave();
    threads.close();
  }
}
