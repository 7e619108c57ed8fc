package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WindowsTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE = 10L << 30;
  private static final long ROOM = 256 * MIB;

  private final Windows windows = new Windows(() -> Reach.FAR);
  private long now;
  private long fetched;

  private List<Ahead> read(long offset, long count) {
    return read(offset, count, ROOM);
  }

  private List<Ahead> read(long offset, long count, long room) {
    List<Ahead> ahead = windows.read(offset, offset + count, SIZE, room, now++);
    fetched += ahead.stream().mapToLong(a -> a.to() - a.from()).sum();
    return ahead;
  }

  @Test
  void theSecondRequestOfWhoBeginsAtTheStartIsBesideTheFirst() {
    assertThat(read(0, MIB)).containsExactly(new Ahead(MIB, 5 * MIB, MIB));
  }

  @Test
  void r4_whoLooksAtAHeaderCostsOnlyTheHeader() {
    assertThat(read(0, 4096)).isEmpty();
    assertThat(read(SIZE - 65536, 65536)).isEmpty();
  }

  @Test
  void theWindowGrowsWithWhatWasReadInSequenceUpToItsMost() {
    for (long at = 0; at < 256 * MIB; at += MIB) {
      read(at, MIB);
      assertThat(fetched + MIB)
          .isLessThanOrEqualTo(at + MIB + Math.min(4 * (at + MIB), Reach.FAR.most()));
    }
    assertThat(fetched).isGreaterThan(256 * MIB + Reach.FAR.most() - 16 * MIB);
  }

  @Test
  void aWindowOnAStoreNearbyIsSmallAndAskedForInFewLargeRequests() {
    Windows near = new Windows(() -> new Reach(32 * MIB, 4));
    List<Ahead> ahead = new ArrayList<>();
    for (long at = 0; at < 64 * MIB; at += MIB) {
      ahead.addAll(near.read(at, at + MIB, SIZE, ROOM, now++));
    }

    assertThat(ahead.getLast().to()).isEqualTo(96 * MIB);
    assertThat(ahead.getLast().request()).isEqualTo(8 * MIB);
  }

  @Test
  void requestsGrowWithTheWindowSoThatSixteenFillIt() {
    for (long at = 0; at < 64 * MIB; at += MIB) {
      read(at, MIB);
    }

    List<Ahead> ahead = new ArrayList<>();
    for (long at = 64 * MIB; at < 80 * MIB; at += MIB) {
      ahead.addAll(read(at, MIB));
    }
    assertThat(ahead)
        .isNotEmpty()
        .allSatisfy(a -> {
          assertThat(a.request()).isEqualTo(8 * MIB);
          assertThat(a.to() % a.request()).isZero();
        });
  }

  @Test
  void whoReadsFourKibibytesAtATimeIsSoonReadAheadFor() {
    int requests = 0;
    long asked = 0;
    for (long at = 0; at < MIB; at += 4096) {
      requests += at >= asked ? 1 : 0;
      for (Ahead ahead : read(at, 4096)) {
        asked = ahead.to();
        requests++;
      }
    }
    assertThat(requests).isLessThan(16);
    assertThat(fetched).isLessThanOrEqualTo(5 * MIB);
  }

  @Test
  void nothingIsFetchedAheadWithoutRoomForIt() {
    assertThat(read(0, MIB, 0)).isEmpty();
    assertThat(read(MIB, MIB, 0)).isEmpty();
    assertThat(read(2 * MIB, MIB, 2 * MIB)).containsExactly(new Ahead(3 * MIB, 5 * MIB, MIB));
  }

  @Test
  void aReaderWhoLeavesAfterOneMebibyteHasCostLittle() {
    for (long at = 0; at < MIB; at += 131_072) {
      read(at, 131_072);
    }
    assertThat(fetched).isLessThanOrEqualTo(8 * MIB);
  }

  @Test
  void r4_whatWasGivenUpDuringAPauseIsAskedForAgain() {
    read(0, MIB);
    now += Window.LEFT_NANOS - 1;
    assertThat(read(MIB, MIB)).containsExactly(new Ahead(5 * MIB, 10 * MIB, MIB));

    now += Window.LEFT_NANOS;
    assertThat(read(2 * MIB, MIB)).containsExactly(new Ahead(3 * MIB, 15 * MIB, MIB));
  }

  @Test
  void r4_whatWasGivenUpIsAskedForAgainAlsoWhereStreamsMeet() {
    read(2 * MIB, MIB);
    read(3 * MIB, MIB);
    now += Window.LEFT_NANOS + 1;
    read(0, MIB);

    assertThat(read(MIB, MIB)).containsExactly(new Ahead(5 * MIB, 20 * MIB, MIB));
  }

  @Test
  void callsThatOvertakeEachOtherAreOneStream() {
    List<Long> offsets = new ArrayList<>();
    for (long at = 0; at < 64 * MIB; at += MIB) {
      offsets.add(at);
    }
    for (int from = 0; from < offsets.size(); from += 16) {
      Collections.shuffle(offsets.subList(from, from + 16), new Random(from));
    }
    offsets.forEach(at -> read(at, MIB));

    assertThat(fetched).isGreaterThan(100 * MIB);
    // Streams that meet may have asked for the same bytes, which are not fetched twice.
    assertThat(fetched).isLessThanOrEqualTo(72 * MIB + Reach.FAR.most());
  }

  @Test
  void r4_randomReadsFetchNothingAheadButByChance() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      read(random.nextLong(SIZE / 262144) * 262144, 262144);
    }
    assertThat(fetched).isLessThan(10L * MIB);
  }

  @Test
  void interleavedStreamsGrowEachForItself() {
    for (long at = 0; at < 16 * MIB; at += MIB) {
      for (int stream = 0; stream < 4; stream++) {
        read(stream * 1000L * MIB + at, MIB);
      }
    }
    assertThat(fetched).isGreaterThan(4 * 60 * MIB);
  }

  @Test
  void backwardsIsForeseenToo() {
    long at = SIZE;
    for (int i = 0; i < 20; i++) {
      at -= MIB;
      read(at, MIB);
    }
    assertThat(fetched).isBetween(15 * MIB, 40 * MIB);
    assertThat(read(at - MIB, MIB)).allSatisfy(a -> assertThat(a.to()).isLessThan(SIZE - 20 * MIB));
  }

  @Test
  void equalDistancesAreForeseenWithWhatIsReadAtEach() {
    List<Ahead> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.addAll(read((100 + i * 10L) * MIB, 65536));
    }
    assertThat(all)
        .allSatisfy(a -> {
          assertThat((a.from() - 100 * MIB) % (10 * MIB)).isZero();
          assertThat(a.to() - a.from()).isEqualTo(65536);
        });
    assertThat(all).doesNotHaveDuplicates().hasSizeBetween(20, 40);
  }

  @Test
  void nothingIsForeseenBehindTheEnd() {
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      long size = 1 + random.nextLong(64 * MIB);
      long offset = random.nextLong(size);
      long end = Math.min(size, offset + 1 + random.nextLong(MIB));
      for (Ahead ahead : windows.read(offset, end, size, random.nextLong(ROOM), now++)) {
        assertThat(ahead.to()).isLessThanOrEqualTo(size);
        assertThat(ahead.isNothing()).isFalse();
      }
    }
  }
}
