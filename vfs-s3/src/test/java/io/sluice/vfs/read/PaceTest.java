package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final int MIB = 1 << 20;
  private static final long MILLI = 1_000_000;
  private static final long MINUTE = 60_000 * MILLI;

  private final AtomicLong nanos = new AtomicLong();
  private final Pace pace = new Pace(nanos::get);

  @Test
  void aStoreOfWhichNothingIsKnownIsFar() {
    assertThat(pace.reach()).isEqualTo(Reach.FAR);
  }

  @Test
  void r4_whoIsAsFarAsS3IsReadFarAheadOf() {
    pace.took(8 * MIB, 30 * MILLI, 123 * MILLI);

    assertThat(pace.reach()).isEqualTo(Reach.FAR);
  }

  @Test
  void r4_whoAnswersSoonButSlowlyIsReadFarAheadOfToo() {
    pace.took(MIB, MILLI, 13 * MILLI);

    assertThat(pace.reach()).isEqualTo(Reach.FAR);
  }

  @Test
  void r4_whoAnswersAtOnceNeedsLittleAheadInFewRequests() {
    pace.took(MIB, MILLI / 2, MILLI);

    assertThat(pace.reach()).isEqualTo(new Reach(32L * MIB, 4));
  }

  @Test
  void theBestOfManyCountsSinceOthersWereSlowBesideEachOther() {
    pace.took(MIB, MILLI / 2, MILLI);
    pace.took(8 * MIB, 60 * MILLI, 200 * MILLI);

    assertThat(pace.reach().most()).isEqualTo(32L * MIB);
  }

  @Test
  void aStoreThatBecomesSlowIsFarAMinuteOrTwoLater() {
    pace.took(MIB, MILLI / 2, MILLI);
    nanos.addAndGet(MINUTE);
    pace.took(8 * MIB, 30 * MILLI, 123 * MILLI);
    assertThat(pace.reach().most()).isEqualTo(32L * MIB);
    nanos.addAndGet(MINUTE);
    pace.took(8 * MIB, 30 * MILLI, 123 * MILLI);

    assertThat(pace.reach()).isEqualTo(Reach.FAR);
  }

  @Test
  void whatWasSeenLongAgoCountsForNothing() {
    pace.took(MIB, MILLI / 2, MILLI);
    nanos.addAndGet(10 * MINUTE);
    pace.took(8 * MIB, 30 * MILLI, 123 * MILLI);

    assertThat(pace.reach()).isEqualTo(Reach.FAR);
  }

  @Test
  void smallRequestsAndAClockThatStandsStillTellNothing() {
    pace.took(64 << 10, 0, MILLI / 10);
    pace.took(8 * MIB, 0, 0);

    assertThat(pace.reach()).isEqualTo(Reach.FAR);
  }

  /// A link of 10 Mbit/s.
  @Test
  void r4_overASlowNetworkOnlySomeSecondsAreReadAhead() {
    pace.took(MIB, 30 * MILLI, 870 * MILLI);
    for (int i = 0; i < 30; i++) {
      nanos.addAndGet(100 * MILLI);
      pace.came(125_000);
    }

    assertThat(pace.isSlow()).isTrue();
    assertThat(pace.reach().most()).isBetween(4_800_000L, 5_300_000L);
    assertThat(pace.reach().requests()).isEqualTo(2);
  }

  /// As a store on the other side of the world.
  @Test
  void r4_connectionsThatAreSlowOneByOneGetMoreUntilThatBringsNoMore() {
    pace.took(MIB, 30 * MILLI, 870 * MILLI);
    assertThat(pace.reach().requests()).isEqualTo(2);
    for (int connections = 2; connections <= 8; connections *= 2) {
      for (int i = 0; i < 30; i++) {
        nanos.addAndGet(100 * MILLI);
        pace.came(connections * 124_000);
      }
      assertThat(pace.reach().requests()).isEqualTo(2 * connections);
    }
    assertThat(pace.reach().most()).isGreaterThan(36L * MIB);
  }

  /// 48 requests of the largest size share 1 Gbit/s.
  @Test
  void r4_manyRequestsThatShareAFastNetworkAreNotSlow() {
    pace.took(8 * MIB, 30 * MILLI, 3200 * MILLI);
    assertThat(pace.isSlow()).isTrue();
    for (int i = 0; i < 30; i++) {
      nanos.addAndGet(100 * MILLI);
      pace.came(12_500_000);
    }

    assertThat(pace.isSlow()).isFalse();
    assertThat(pace.requests(48)).isEqualTo(48);
  }
}
