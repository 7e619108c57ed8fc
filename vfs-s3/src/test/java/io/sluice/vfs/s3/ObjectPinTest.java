package io.sluice.vfs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ObjectPinTest {
  private static final Instant THEN = Instant.parse("2026-05-01T00:00:00Z");
  private static final ETag ONE = new ETag("\"1\"");
  private static final ETag TWO = new ETag("\"2\"");

  @Test
  void r2_anotherETagIsAnotherVersion() {
    assertThat(ObjectPin.of(ONE).admits(new ObjectPin(TWO, 10, THEN))).isFalse();
    assertThat(ObjectPin.of(ONE).admits(new ObjectPin(ONE, 10, THEN))).isTrue();
  }

  @Test
  void r2_withoutETagsSizeAndTimeDecide() {
    ObjectPin first = ObjectPin.of((ETag) null).and(new ObjectPin(null, 10, THEN));
    assertThat(first.admits(new ObjectPin(null, 10, THEN))).isTrue();
    assertThat(first.admits(new ObjectPin(null, 11, THEN))).isFalse();
    assertThat(first.admits(new ObjectPin(null, 10, THEN.plusSeconds(1)))).isFalse();
  }

  @Test
  void theETagOfTheFirstAnswerIsKept() {
    ObjectPin first = ObjectPin.of((ETag) null).and(new ObjectPin(ONE, 10, THEN));
    assertThat(first.eTag()).isEqualTo(ONE);
    assertThat(first.admits(new ObjectPin(TWO, 10, THEN))).isFalse();
  }

  @Test
  void aTagWithoutQuotesIsTheSameTag() {
    assertThat(ETag.of("1")).isEqualTo(ONE);
    assertThat(ETag.of("\"1\"")).isEqualTo(ONE);
    assertThat(ETag.of("")).isNull();
    assertThat(ETag.of(null)).isNull();
  }
}
