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
}
