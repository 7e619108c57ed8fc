package io.sluice.vfs.s3.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.error.S3Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private final RetryPolicy policy = new RetryPolicy(TIMEOUT);

  @Test
  void pausesDoubleUpToALimit() {
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 0, TIMEOUT, 1)).isEqualTo(millis(25));
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 1, TIMEOUT, 1)).isEqualTo(millis(50));
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 3, TIMEOUT, 1)).isEqualTo(millis(200));
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 60, TIMEOUT, 1)).isEqualTo(millis(2000));
  }

  @Test
  void throttlingIsAnsweredBySlowerRetries() {
    assertThat(policy.pause(S3Failure.Cause.THROTTLED, 0, TIMEOUT, 1)).isEqualTo(millis(100));
    assertThat(policy.pause(S3Failure.Cause.THROTTLED, 60, TIMEOUT, 1)).isEqualTo(millis(5000));
  }

  @Test
  void jitterSpreadsThePauseDownToNothing() {
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 3, TIMEOUT, 0)).isEqualTo(Duration.ZERO);
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 3, TIMEOUT, 0.5)).isEqualTo(millis(100));
  }

  @Test
  void givesUpWhenThePauseDoesNotFitIntoTheTimeout() {
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 3, millis(201), 1)).isEqualTo(millis(200));
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 3, millis(200), 1)).isNull();
    assertThat(policy.pause(S3Failure.Cause.BROKEN, 3, Duration.ZERO, 0)).isNull();
  }

  @Test
  void aWrongClockIsTriedAgainOnce() {
    assertThat(policy.pause(S3Failure.Cause.CLOCK_SKEW, 0, TIMEOUT, 1)).isEqualTo(Duration.ZERO);
    assertThat(policy.pause(S3Failure.Cause.CLOCK_SKEW, 1, TIMEOUT, 1)).isNull();
  }

  @Test
  void eachTryMayTakeTwiceAsLongWithinWhatIsLeft() {
    Duration first = Duration.ofSeconds(5);
    assertThat(policy.attemptTimeout(first, 0, TIMEOUT)).isEqualTo(first);
    assertThat(policy.attemptTimeout(first, 2, TIMEOUT)).isEqualTo(Duration.ofSeconds(20));
    assertThat(policy.attemptTimeout(first, 2, millis(700))).isEqualTo(millis(700));
    assertThat(policy.attemptTimeout(first, 2, Duration.ZERO)).isEqualTo(millis(1));
    assertThat(policy.attemptTimeout(first, 60, TIMEOUT)).isEqualTo(TIMEOUT);
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(count);
  }
}
