package io.sluice.vfs.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UplinkPaceTest {
  private static final long MIB = 1 << 20;
  private static final long PART = 8 * MIB;

  /// MiB of a body that sockets hold on both sides: whether those move is not seen.
  private static final int HIDDEN = 10;

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
    pace.arrived(bytes, seconds(seconds), underWay);
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
  void whatFailedSoonerThanItMightDoesNotLengthenTheNext() {
    stoodStill(0, 10);
    for (int i = 20; i < 100; i += 10) {
      stoodStill(i, i + 6); // no connection
    }

    assertThat(pace.patience(PART)).isEqualTo(Duration.ofSeconds(20));
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
  void smallOnesGoBesideAllOthersAndTellNothing() {
    stoodStill(0, 10);
    assertThat(pace.stoodStill(UplinkPace.SMALL, seconds(20), FIRST, 0, seconds(30))).isFalse();

    assertThat(pace.hasRoom(UplinkPace.SMALL, 100 * PART)).isTrue();
    assertThat(pace.hasRoom(UplinkPace.SMALL + 1, 100 * PART)).isFalse();
    assertThat(pace.hasRoom(PART, 3 * PART)).isTrue();
    assertThat(pace.patience(PART)).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest(name = "{0} kB/s, parts of {1} MiB")
  @CsvSource({"10000, 8", "1000, 8", "250, 8", "60, 8", "30, 8", "250, 1", "250, 64"})
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
          pace.arrived(size * MIB, now - began, count * (size * MIB));
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
