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
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final LaneWidth width = new LaneWidth(3);

  private boolean isEntered(long bytes) throws InterruptedException {
    return width.enter(bytes, Duration.ZERO);
  }

  private void enterAll() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(isEntered(0)).isTrue();
    }
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
    enterAll();
    assertThat(isEntered(0)).isFalse();

    width.leave(0);
    assertThat(isEntered(0)).isTrue();
  }

  @Test
  void whoGivesUpLeavesTheQueue() throws InterruptedException {
    enterAll();
    assertThat(isEntered(PART)).isFalse();

    width.leave(0);
    assertThat(isEntered(PART)).isTrue();
  }

  @Test
  void whoHasWaitedLongestComesFirst() throws Exception {
    enterAll();
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
    width.stoodStill(PART, 0, TEN, TEN.toNanos());
    assertThat(width.patience(PART)).isEqualTo(Duration.ofSeconds(20));
    CompletableFuture<Boolean> other = waiting(PART);
    assertThat(other).isNotDone();

    width.leave(PART);
    assertThat(other.get(50, TimeUnit.SECONDS)).isTrue();
    assertThat(isEntered(PART)).isFalse();
    width.arrived(PART, 1, TEN.toNanos());
    assertThat(isEntered(PART)).isFalse();
    width.leave(PART);
    assertThat(isEntered(PART)).isTrue();
  }

  @Test
  void c2_aSmallFileDoesNotWaitForThePartsOfLargeOnes() throws Exception {
    isEntered(PART);
    width.stoodStill(PART, 0, TEN, TEN.toNanos());
    CompletableFuture<Boolean> other = waiting(PART);

    assertThat(isEntered(1000)).isTrue();
    width.leave(1000);
    assertThat(isEntered(0)).isTrue();
    assertThat(other).isNotDone();
    width.leave(PART);
    assertThat(other.get(50, TimeUnit.SECONDS)).isTrue();
  }
}
