package io.sluice.vfs.inode.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ObjectFactsTest {
  private static ObjectFacts facts(String modified, @Nullable ETag eTag) {
    return ObjectFacts.of(
        new ObjectSummary(
            new ObjectKey("k"), 7, Instant.parse(modified), eTag, StorageTier.READABLE));
  }

  @Test
  void a2_aListingWithMillisecondsTellsTheSameAsAHeadWithSeconds() {
    ObjectFacts listed = facts("2026-01-02T03:04:05.678Z", null);
    ObjectFacts headed = facts("2026-01-02T03:04:05Z", null);

    assertThat(listed).isEqualTo(headed);
    assertThat(listed.version()).isEqualTo(headed.version());
    assertThat(listed.version()).isNotEqualTo(facts("2026-01-02T03:04:06Z", null).version());
  }

  @Test
  void a2_whereThereIsAnETagNoTimeMakesAnotherVersion() {
    ETag eTag = new ETag("\"e\"");

    assertThat(facts("2026-01-02T03:04:05Z", eTag).version())
        .isEqualTo(facts("2026-02-02T03:04:05Z", eTag).version());
  }
}
