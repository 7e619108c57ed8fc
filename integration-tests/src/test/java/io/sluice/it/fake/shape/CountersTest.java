package io.sluice.it.fake.shape;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.PUT_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void differenceHoldsWhatCameBetween() {
    counters.request(GET_OBJECT);
    counters.sent(GET_OBJECT, 100);
    Counts before = counters.snapshot();
    counters.request(GET_OBJECT);
    counters.sent(GET_OBJECT, 7);
    counters.request(PUT_OBJECT);
    counters.received(PUT_OBJECT, 5);

    Counts since = counters.snapshot().since(before);
    assertThat(since.of(GET_OBJECT)).isEqualTo(new Count(1, 0, 7));
    assertThat(since.of(PUT_OBJECT)).isEqualTo(new Count(1, 5, 0));
    assertThat(since.total()).isEqualTo(new Count(2, 5, 7));
  }

  @Test
  void unusedOperationsAreAbsent() {
    counters.request(HEAD_OBJECT);
    Counts before = counters.snapshot();

    assertThat(before.requests()).isEqualTo(Map.of(HEAD_OBJECT, 1L));
    assertThat(before.of(GET_OBJECT)).isEqualTo(Count.ZERO);
    assertThat(counters.snapshot().since(before).requests()).isEmpty();
  }
}
