package io.sluice.vfs.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LaneWidthTest {
  private static final long PART = 8 << 20;
  private static final Duration LONG = Duration.ofSeconds(50);

  private final LaneWidth width = new LaneWidth(2, Duration.ofSeconds(10));

  private boolean isEntered(long bytes) throws InterruptedException {
    return width.enter(bytes, Duration.ZERO);
  }

  /// Another thread that waits, when it does.
  private CompletableFuture<Boolean> waiting(long bytes) {
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                entered.complete(width.enter(bytes, LONG));
              } catch (InterruptedException e) {
                entered.completeExceptionally(e);
              }
            });
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return entered;
  }

  @Test
  void asManyEnterAsThereAreConnections() throws InterruptedException {
    assertThat(isEntered(0)).isTrue();
    assertThat(isEntered(0)).isTrue();
    assertThat(isEntered(0)).isFalse();

    width.leave(0);
    assertThat(isEntered(0)).isTrue();
  }

  @Test
  void whoGivesUpLeavesTheQueue() throws InterruptedException {
    isEntered(PART);
    isEntered(PART);
    assertThat(isEntered(PART)).isFalse();

    width.leave(PART);
    assertThat(isEntered(PART)).isTrue();
  }

  @Test
  void whoHasWaitedLongestComesFirst() throws Exception {
    isEntered(0);
    isEntered(0);
    CompletableFuture<Boolean> first = waiting(0);
    CompletableFuture<Boolean> second = waiting(0);

    width.leave(0);
    assertThat(first.get(50, TimeUnit.SECONDS)).isTrue();
    assertThat(second).isNotDone();
    width.leave(0);
    assertThat(second.get(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void c2_overASlowNetworkOneBodyGoesAfterTheOther() throws Exception {
    isEntered(PART);
    width.stoodStill(PART, 0, Duration.ofSeconds(10), 1);
    assertThat(width.patience(PART)).isEqualTo(Duration.ofSeconds(20));
    CompletableFuture<Boolean> other = waiting(PART);
    assertThat(other).isNotDone();

    width.leave(PART);
    assertThat(other.get(50, TimeUnit.SECONDS)).isTrue();
    width.arrived(PART, 1);
    assertThat(isEntered(PART)).isFalse();
    width.leave(PART);
    assertThat(isEntered(PART)).isTrue();
  }
}
