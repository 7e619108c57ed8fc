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
}
