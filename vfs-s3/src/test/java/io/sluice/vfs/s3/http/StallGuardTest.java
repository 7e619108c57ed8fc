package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StallGuardTest {
  private static final Duration STALL = Duration.ofSeconds(10);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final StallGuard guard = new StallGuard(now::get);
  private final AtomicBoolean closed = new AtomicBoolean();

  @Test
  void whatMovesMayTakeAsLongAsItWill() {
    try (StallGuard.Watch watch = guard.watch(() -> closed.set(true), STALL)) {
      for (int i = 0; i < 100; i++) {
        pass(Duration.ofSeconds(9));
        watch.allow(STALL);
      }
      assertThat(watch.wasCut()).isFalse();
      pass(Duration.ofSeconds(11));
      assertThat(watch.wasCut()).isTrue();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void aReceiverMayTakeItsTimeButAServerMayNot() {
    try (StallGuard.Watch watch = guard.watch(() -> closed.set(true), STALL)) {
      Waiting waiting = watch.waiting(STALL);
      waiting.forReceiver();
      pass(Duration.ofDays(30));
      assertThat(watch.wasCut()).isFalse();
      waiting.forServer();
      pass(Duration.ofSeconds(11));
      assertThat(watch.wasCut()).isTrue();
    }
  }

  @Test
  void whatHasEndedIsNotCut() {
    guard.watch(() -> closed.set(true), STALL).close();
    pass(Duration.ofMinutes(1));
    guard.cutAll();
    assertThat(closed).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    guard.cutOverdue();
  }
}
