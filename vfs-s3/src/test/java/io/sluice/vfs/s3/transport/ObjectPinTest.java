package io.sluice.vfs.s3.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.RangeRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ObjectPinTest {
  private static final Instant THEN = Instant.parse("2026-05-01T00:00:00Z");
  private static final ETag ONE = new ETag("\"1\"");
  private static final ETag TWO = new ETag("\"2\"");

  @Test
  void r2_anotherETagIsAnotherVersion() {
    assertThat(pin(ONE).admits(new ObjectPin(TWO, 10, THEN))).isFalse();
    assertThat(pin(ONE).admits(new ObjectPin(ONE, 10, THEN))).isTrue();
  }

  @Test
  void r2_anAnswerWithoutAnETagIsNotTheVersionThatHasOne() {
    assertThat(pin(ONE).admits(new ObjectPin(null, 10, THEN))).isFalse();
  }

  @Test
  void r2_withoutETagsSizeAndTimeDecide() {
    ObjectPin first = pin(null).and(new ObjectPin(null, 10, THEN));
    assertThat(first.admits(new ObjectPin(null, 10, THEN))).isTrue();
    assertThat(first.admits(new ObjectPin(null, 11, THEN))).isFalse();
    assertThat(first.admits(new ObjectPin(null, 10, THEN.plusSeconds(1)))).isFalse();
  }

  @Test
  void r2_aWholeObjectOfAnotherSizeIsAnotherVersion() {
    GetRequest get = new GetRequest(new ObjectKey("key"), 0, null, null);
    ObjectPin pin = ObjectPin.of(new RangeRequest(get, 10, true));
    assertThat(pin.admits(new ObjectPin(ONE, 10, THEN))).isTrue();
    assertThat(pin.admits(new ObjectPin(ONE, 11, THEN))).isFalse();
  }

  private static ObjectPin pin(@Nullable ETag ifMatch) {
    GetRequest get = new GetRequest(new ObjectKey("key"), 0, ifMatch, null);
    return ObjectPin.of(new RangeRequest(get, 5, false));
  }

  @Test
  void theETagOfTheFirstAnswerIsKept() {
    ObjectPin first = pin(null).and(new ObjectPin(ONE, 10, THEN));
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
