package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DirectoryTimesTest {
  private static final FileId DIRECTORY = new FileId(7);

  private final DirectoryTimes times = new DirectoryTimes(() -> Instant.EPOCH, () -> 0, 1_000_000);

  @Test
  void lostPagesAreTakenOnceAndWhenTheOldestOfThemIsOld() {
    times.lostPage(DIRECTORY, 5);
    times.lostPage(DIRECTORY, 3);
    times.lostPage(DIRECTORY, 9);

    assertThat(times.takeLost(DIRECTORY, asked -> asked < 3)).isEmpty();
    assertThat(times.takeLost(DIRECTORY, asked -> asked < 4)).hasValue(9);
    assertThat(times.takeLost(DIRECTORY, asked -> true)).isEmpty();
  }

  @Test
  void absencesThatAreNotOldYetStayWhenOlderOnesAreTaken() {
    times.gaveAbsence(DIRECTORY, 3);
    times.gaveAbsence(DIRECTORY, 8);

    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 3)).isFalse();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 5)).isTrue();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 5)).isFalse();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 9)).isTrue();
  }

  @Test
  void theLastAbsenceLeavesAnEchoWhichIsTakenOnce() {
    times.gaveAbsence(DIRECTORY, -5);

    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 0)).isTrue();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 0)).isFalse();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked <= 0)).isTrue();
    assertThat(times.takeAbsences(DIRECTORY, asked -> true)).isFalse();
  }

  @Test
  void whoTakesAllAbsencesLeavesAnEchoOfTheNewest() {
    assertThat(times.takeAllAbsences(DIRECTORY)).isFalse();
    times.gaveAbsence(DIRECTORY, 3);
    times.gaveAbsence(DIRECTORY, 8);

    assertThat(times.takeAllAbsences(DIRECTORY)).isTrue();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 8)).isFalse();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < 9)).isTrue();
    assertThat(times.takeAllAbsences(DIRECTORY)).isFalse();
  }

  /// It was asked for before the echo, and told behind it.
  @Test
  void anAbsenceBehindAnEchoCountsFromWhenItWasAskedFor() {
    times.gaveAbsence(DIRECTORY, -5);
    assertThat(times.takeAbsences(DIRECTORY, asked -> true)).isTrue();
    times.gaveAbsence(DIRECTORY, -3);

    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < -3)).isFalse();
    assertThat(times.takeAbsences(DIRECTORY, asked -> asked < -2)).isTrue();
  }
}
