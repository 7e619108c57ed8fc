package io.sluice.vfs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageTierTest {
  @ParameterizedTest
  @CsvSource({
    ", READABLE",
    "STANDARD, READABLE",
    "GLACIER_IR, READABLE",
    "INTELLIGENT_TIERING, READABLE",
    "A_NEW_ONE, READABLE",
    "GLACIER, ARCHIVED_UNLESS_RESTORED",
    "DEEP_ARCHIVE, ARCHIVED_UNLESS_RESTORED",
  })
  void a8_aListingTellsTheClassOnly(@Nullable String storageClass, StorageTier tier) {
    assertThat(StorageTier.listed(storageClass)).isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({
    ", , , READABLE",
    "GLACIER_IR, , , READABLE",
    "GLACIER, , , ARCHIVED",
    "DEEP_ARCHIVE, ongoing-request=\"true\", , ARCHIVED",
    "GLACIER, 'ongoing-request=\"false\", expiry-date=\"Fri\"', , READABLE",
    "INTELLIGENT_TIERING, , , READABLE",
    "INTELLIGENT_TIERING, , ARCHIVE_ACCESS, ARCHIVED",
  })
  void a8_headTellsWhetherItIsRestored(
      @Nullable String storageClass,
      @Nullable String restore,
      @Nullable String archiveStatus,
      StorageTier tier) {
    assertThat(StorageTier.headed(storageClass, restore, archiveStatus)).isEqualTo(tier);
  }
}
