package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BlockMemoryTest {
  private static final int MIB = 1 << 20;
  private static final Duration NOT = Duration.ZERO;
  private static final ObjectVersion VERSION = version("key");
  private static final ObjectVersion OTHER = version("other");
  private static final ObjectVersion GUESS = version("guess");

  private long now = Long.MAX_VALUE - 1; // a ticker may pass its largest value
  private final Slab slab = new ArenaSlab(8L * Slab.LARGEST_LEASE);
  private final BlockMemory memory = new BlockMemory(slab, () -> now);

  private static ObjectVersion version(String key) {
    return new ObjectVersion("bucket", new ObjectKey(key), new ETag("\"1\""));
  }

  @AfterEach
  void everyLeaseCameBack() {
    memory.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  /// Fills blocks, each with a byte of its own, and lets them go.
  private void fill(List<Block> blocks) {
    for (Block block : blocks) {
      block.use(Objects.requireNonNull(memory.lease(block.length(), Duration.ZERO)));
      block.room(0).put(new byte[block.length()]);
      block.came(block.length());
      block.release();
    }
  }

  private void read(long from, long to) {
    read(VERSION, from, to);
  }

  private void read(ObjectVersion version, long from, long to) {
    BlockMemory.Claim claim = memory.claim(version, from, to);
    fill(claim.made());
    claim.all().forEach(Block::release);
  }

  @Test
  void bytesAreFetchedOnceHoweverManyReadersWantThem() {
    read(0, 3 * MIB);

    BlockMemory.Claim again = memory.claim(VERSION, MIB / 2, 4 * MIB);
    assertThat(again.made()).extracting(Block::start).containsExactly(3L * MIB);
    assertThat(again.all())
        .extracting(Block::start)
        .containsExactly(0L, (long) MIB, 2L * MIB, 3L * MIB);
    fill(again.made());
    again.all().forEach(Block::release);
  }

  /// Blocks of small files would fill the heap long before their bytes fill the slab.
  @Test
  void whereThereAreTooManyBlocksThoseThatWereNotUsedForLongGo() {
    try (BlockMemory few = new BlockMemory(slab, () -> now, 3)) {
      for (int i = 0; i < 5; i++) {
        BlockMemory.Claim claim = few.claim(version("small" + i), 0, 10);
        claim.made().forEach(block -> block.use(Objects.requireNonNull(few.lease(block, NOT))));
        claim.made().forEach(Block::release);
        claim.all().forEach(Block::release);
      }
      assertThat(few.find(version("small1"), 0)).isNull();
      assertThat(few.bytes()).isEqualTo(3 * slab.taken(10));

      List<Block> held = few.claimAhead(VERSION, 0, 4L * MIB);
      assertThat(held).hasSize(4);
      assertThat(few.bytes()).isZero();
      held.forEach(Block::release);
    }
  }

  @Test
  void r4_aBlockIsAsLongAsWhatIsAskedForAndEndsAtAMebibyte() {
    BlockMemory.Claim claim = memory.claim(VERSION, 1000, MIB + 10);

    assertThat(claim.made()).extracting(Block::start).containsExactly(1000L, (long) MIB);
    assertThat(claim.made()).extracting(Block::length).containsExactly(MIB - 1000, 10);
    fill(claim.made());
    claim.all().forEach(Block::release);
  }

  @Test
  void whoNeedsMemoryGetsWhatWasReadLongestAgo() {
    read(0, 8 * MIB);
    read(0, MIB);

    lease().close();

    assertThat(memory.find(VERSION, 0)).isNotNull().satisfies(Block::release);
    assertThat(memory.find(VERSION, MIB)).isNull();
  }

  @Test
  void whatWasReadGoesBeforeGuessesAndThoseBeforeWhatIsAheadOfAReader() {
    fill(memory.claimAhead(VERSION, 0, 2 * MIB));
    fill(memory.claimGuess(GUESS, 0, 2 * MIB));
    read(10 * MIB, 14 * MIB);

    List<Lease> leases = List.of(lease(), lease(), lease(), lease(), lease());

    assertThat(memory.find(VERSION, 12 * MIB)).isNull();
    assertThat(memory.find(GUESS, 0)).isNull();
    assertThat(memory.wastedBytes()).isEqualTo(MIB);
    assertThat(memory.find(VERSION, MIB)).isNotNull().satisfies(Block::release);
    leases.forEach(Lease::close);
  }

  private Lease lease() {
    return Objects.requireNonNull(slab.tryLease(MIB));
  }

  @Test
  void whatIsBeingReadStays() {
    BlockMemory.Claim held = memory.claim(VERSION, 0, 8 * MIB);
    fill(held.made());

    assertThat(slab.tryLease(MIB)).isNull();

    held.all().forEach(Block::release);
    lease().close();
  }

  @Test
  void theRoomAheadIsWhatOthersLeave() {
    long all = memory.roomAhead();
    List<Block> blocks = memory.claimAhead(VERSION, 0, 2 * MIB);

    assertThat(memory.roomAhead()).isEqualTo(all - 2 * MIB);
    fill(blocks);
    read(0, MIB);
    assertThat(memory.roomAhead()).isEqualTo(all - MIB);
  }

  @Test
  void r4_whatIsThereForReadersWhoLeftTakesNoRoomFromOthers() {
    long all = memory.roomAhead();
    fill(memory.claimAhead(VERSION, 0, 2 * MIB));
    fill(memory.claimGuess(GUESS, 0, 2 * MIB));
    List<Block> coming = memory.claimAhead(OTHER, 0, MIB / 2);

    now += BlockOrder.LEFT.toNanos();
    assertThat(memory.roomAhead()).isEqualTo(all - 4 * MIB - MIB / 2);
    now++;
    assertThat(memory.roomAhead()).isEqualTo(all - MIB / 2);
    fill(coming);
  }

  @Test
  void r4_whatIsThereForReadersWhoLeftGoesFirst() {
    fill(memory.claimAhead(VERSION, 0, 2 * MIB));
    now += BlockOrder.LEFT.toNanos() + 1;
    read(OTHER, 0, 6 * MIB);
    fill(memory.claimGuess(GUESS, 0, 2 * MIB));
    now += BlockOrder.LEFT.toNanos() + 1;
    lease().close();

    assertThat(memory.wastedBytes()).isEqualTo(3 * MIB);
    assertThat(memory.find(OTHER, 0)).isNotNull().satisfies(Block::release);
  }

  @Test
  void r4_whatIsAheadOfASlowReaderStaysAsLongAsHeReads() {
    fill(memory.claimAhead(VERSION, MIB, 3 * MIB));
    for (int reads = 0; reads < 4; reads++) {
      now += BlockOrder.LEFT.toNanos();
      read(0, MIB);
    }

    assertThat(memory.roomAhead()).isEqualTo((long) (slab.budget() * 0.6) - 2 * MIB);
    assertThat(memory.wastedBytes()).isZero();
  }

  @Test
  void whoComesBackFindsWhatIsStillThere() {
    fill(memory.claimAhead(VERSION, 0, 2 * MIB));
    now += BlockOrder.LEFT.toNanos() + 1;
    memory.roomAhead();

    BlockMemory.Claim claim = memory.claim(VERSION, 0, 2 * MIB);
    assertThat(claim.made()).isEmpty();
    claim.all().forEach(Block::release);
  }

  @Test
  void r5_bytesThatChangeInMemoryAreNoticed() {
    BlockMemory.Claim claim = memory.claim(VERSION, 0, 200_000);
    fill(claim.made());
    Block block = claim.all().getFirst();
    assertThat(block.isUndamaged(0, 200_000)).isTrue();

    block.slice(130_000, 1).put(0, (byte) 1);

    assertThat(block.isUndamaged(0, 100)).isTrue();
    assertThat(block.isUndamaged(0, 200_000)).isFalse();
    claim.all().forEach(Block::release);
  }
}
