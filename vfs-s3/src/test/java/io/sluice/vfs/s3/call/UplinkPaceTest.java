package io.sluice.vfs.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UplinkPaceTest {
  private static final long MIB = 1 << 20;
  private static final long PART = 8 * MIB;

  /// MiB of a body that a socket holds: whether those move is not seen.
  private static final int HIDDEN = 4;

  private static final Duration FIRST = Duration.ofSeconds(10);

  private final UplinkPace pace = new UplinkPace();

  /// So long as a body is waited for of which nothing is known.
  private Duration patience(long bytes) {
    Duration known = pace.patience(bytes);
    return known.compareTo(FIRST) > 0 ? known : FIRST;
  }

  private boolean stoodStill(long began, long now) {
    return pace.stoodStill(PART, seconds(began), patience(PART), 16 * PART, seconds(now));
  }

  private void arrived(long bytes, long seconds, long underWay) {
    pace.arrived(bytes, seconds(seconds), underWay, seconds(100));
  }

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }

  @Test
  void whileNothingIsKnownAllGoAtOnce() {
    assertThat(pace.hasRoom(PART, 1000 * PART)).isTrue();
    assertThat(pace.patience(PART)).isZero();
    arrived(PART, 9, PART);
    assertThat(pace.patience(PART)).isZero();
  }

  @Test
  void c2_whatStoodStillMakesFewerBytesGoWithMoreTime() {
    assertThat(stoodStill(0, 10)).isTrue();

    assertThat(pace.hasRoom(PART, 3 * PART)).isTrue();
    assertThat(pace.hasRoom(PART, 4 * PART)).isFalse();
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofSeconds(20));
    assertThat(pace.patience(MIB)).isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void thoseThatWereCutTogetherCountOnce() {
    stoodStill(0, 10);
    assertThat(stoodStill(1, 11)).isFalse();

    assertThat(pace.hasRoom(PART, 3 * PART)).isTrue();
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofSeconds(20));
    assertThat(stoodStill(12, 32)).isTrue();
  }

  @Test
  void c2_oneBodyAlwaysGoesAndALostConnectionIsNoticedInTheEnd() {
    long now = 0;
    for (int i = 0; i < 20; i++) {
      long patience = patience(PART).toNanos();
      pace.stoodStill(PART, now, patience(PART), PART, now + patience);
      now += patience;
    }

    assertThat(pace.hasRoom(PART, 0)).isTrue();
    assertThat(pace.hasRoom(PART, PART)).isFalse();
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofMinutes(2));
    arrived(PART, 1000, PART);
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatArrivesTellsHowLongTheNextOneMayTake() {
    stoodStill(0, 10);
    stoodStill(11, 31);
    arrived(PART, 32, 4 * PART);
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofSeconds(64));
    assertThat(pace.hasRoom(PART, 4 * PART)).isFalse();

    arrived(PART, 1, 4 * PART);
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whatArrivesQuicklyMakesThemMoreAgain() {
    stoodStill(0, 10);
    for (int i = 0; i < 4; i++) {
      arrived(PART, 1, 4 * PART);
    }

    assertThat(pace.hasRoom(PART, 7 * PART)).isTrue();
    assertThat(pace.hasRoom(PART, 8 * PART)).isFalse();
  }

  @Test
  void aLargeBodyIsQuickThatTakesNoLongerForItsBytes() {
    pace.stoodStill(8 * PART, 0, FIRST, 16 * PART, seconds(10));
    arrived(8 * PART, 39, 8 * PART);

    assertThat(pace.hasRoom(8 * PART, 4 * PART)).isTrue();
  }

  @Test
  void whatArrivesAloneTellsNothingOfMore() {
    stoodStill(0, 10);
    for (int i = 0; i < 1000; i++) {
      arrived(MIB, 1, MIB);
    }

    assertThat(pace.hasRoom(PART, 4 * PART)).isFalse();
  }

  @Test
  void c2_someSmallOnesGoBesideAllLargeOnes() {
    long small = UplinkPace.SMALL;
    assertThat(pace.hasRoom(small, 100 * MIB)).isTrue();
    stoodStill(0, 10);

    assertThat(pace.hasRoom(small, 3 * small)).isTrue();
    assertThat(pace.hasRoom(small, 4 * small)).isFalse();
    assertThat(pace.hasRoom(small + 1, 4 * PART)).isFalse();
  }

  @Test
  void c2_smallOnesThatStandStillBecomeFewerAndTellNothingOfLargeOnes() {
    assertThat(pace.stoodStill(1000, 0, FIRST, 0, seconds(10))).isTrue();

    assertThat(pace.hasRoom(1000, MIB)).isFalse();
    assertThat(pace.hasRoom(PART, 100 * PART)).isTrue();
    assertThat(pace.patience(PART)).isZero();
  }

  @Test
  void afterMinutesWithoutOneThatStoodStillTheyBecomeMoreAgain() {
    stoodStill(0, 10);
    pace.arrived(PART, seconds(40), 4 * PART, seconds(60));
    assertThat(pace.hasRoom(PART, 4 * PART)).isFalse();

    pace.arrived(PART, seconds(40), 4 * PART, seconds(310));
    assertThat(pace.hasRoom(PART, 4 * PART)).isTrue();
    pace.arrived(PART, seconds(40), 5 * PART, seconds(320));
    assertThat(pace.hasRoom(PART, 5 * PART)).isFalse();
  }

  @ParameterizedTest(name = "{0} kB/s, parts of {1} MiB")
  @CsvSource({"10000, 8", "1000, 8", "250, 8", "60, 8", "40, 8", "250, 1", "250, 64"})
  void c2_howeverSlowTheNetworkIsAllArrive(int rate, int size) {
    int left = 40;
    long now = 0;
    int cut = 0;
    while (left > 0 && cut < 1000) {
      int count = atOnce(size * MIB, Math.min(16, left));
      long began = now;
      double perMib = count * MIB / (rate * 1e3) * 1e9;
      Duration patience = patience(size * MIB);
      if (perMib * Math.min(size, HIDDEN) > patience.toNanos()) {
        now += patience.toNanos();
        for (int i = 0; i < count; i++) {
          pace.stoodStill(size * MIB, began, patience, count * (size * MIB), now);
        }
        cut += count;
      } else {
        now += (long) (perMib * size);
        for (int i = 0; i < count; i++) {
          pace.arrived(size * MIB, now - began, count * (size * MIB), now);
        }
        left -= count;
      }
    }
    assertThat(cut).isLessThanOrEqualTo(24);
  }

  private int atOnce(long size, int most) {
    int count = 0;
    while (count < most && pace.hasRoom(size, count * size)) {
      count++;
    }
    return count;
  }
}
