package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Blocks that are fetched ahead while others have all the memory.
final class FetchAheadTest {
  private static final int MIB = 1 << 20;
  private static final long SIZE = 2L * MIB;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final Slab slab = new ArenaSlab(4L * Slab.LARGEST_LEASE);
  private final BlockMemory memory = new BlockMemory(slab, () -> 0);
  private final List<Lease> ofOthers = new ArrayList<>();
  private final ObjectVersion version = put();
  private final List<Block> blocks = memory.claimAhead(version, 0, SIZE);

  private ObjectVersion put() {
    store.put("key", "x".repeat((int) SIZE));
    ObjectKey key = new ObjectKey("key");
    return new ObjectVersion("bucket", key, new ETag("\"1\""));
  }

  @AfterEach
  void everyLeaseCameBack() {
    ofOthers.forEach(Lease::close);
    memory.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  private void takeAllMemory() {
    for (Lease lease = slab.tryLease(MIB); lease != null; lease = slab.tryLease(MIB)) {
      ofOthers.add(lease);
    }
  }

  private Thread fetch() {
    Wanted wanted = new Wanted(new FileId(FileId.SMALLEST), version, SIZE);
    Fetch fetch =
        new Fetch(
            store,
            new VersionIds(),
            new Pace(() -> 0),
            wanted,
            blocks,
            new BlockRoom(memory, () -> true),
            new FetchedBlocks(new Blocks(memory, null)));
    return Thread.ofPlatform().start(fetch::run);
  }

  @Test
  void isGivenUpIfNobodyAskedForAnyOfIt() throws InterruptedException {
    takeAllMemory();

    fetch().join();

    assertThat(memory.find(version, 0)).isNull();
    assertThat(memory.aheadBytes()).isZero();
  }

  @Test
  void waitsForMemoryIfAReaderAskedForALaterBlock() throws InterruptedException {
    takeAllMemory();
    BlockMemory.Claim reader = memory.claim(version, MIB, SIZE);
    Block last = reader.all().getFirst();

    Thread fetch = fetch();
    while (fetch.getState() != Thread.State.TIMED_WAITING && fetch.isAlive()) {
      Thread.onSpinWait();
    }
    ofOthers.forEach(Lease::close);
    ofOthers.clear();

    assertThat(last.await(MIB, LONG)).isNull();
    fetch.join();
    last.release();
  }

  @Test
  void c2_whoWaitsTooLongForWhatOthersFetchIsAskedToComeAgain() throws InterruptedException {
    BlockMemory.Claim reader = memory.claim(version, MIB, SIZE);
    Block block = reader.all().getFirst();

    assertThat(block.await(MIB, Duration.ofMillis(1)))
        .isInstanceOfSatisfying(
            BlockFailure.Refused.class,
            refused -> assertThat(refused.reason().error()).isEqualTo(VfsError.BUSY));
    fetch().join();
    block.release();
  }
}
