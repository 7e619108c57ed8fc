package io.sluice.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DrainTimeTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final DrainTime drain = new DrainTime(Duration.ofSeconds(30), nanos::get);

  @Test
  void allShareOneTimeThatBeginsWithTheFirst() {
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(drain.left()).isEqualTo(Duration.ofSeconds(30));

    nanos.addAndGet(Duration.ofSeconds(12).toNanos());
    assertThat(drain.left()).isEqualTo(Duration.ofSeconds(18));

    nanos.addAndGet(Duration.ofSeconds(19).toNanos());
    assertThat(drain.left()).isZero();
  }
}
