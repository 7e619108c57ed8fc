package io.sluice.vfs.s3.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.RetryClock;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.call.RequestLane.Answer;
import io.sluice.vfs.s3.credentials.Renewal;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class RequestLaneTest {
  private static final CallSubject SUBJECT =
      new CallSubject(S3Operation.GET_OBJECT, new BucketName("pictures"), "a\tb");

  private final JumpingClock clock = new JumpingClock();
  private final List<S3Calls.Result> results = new ArrayList<>();
  private final AtomicInteger renewals = new AtomicInteger();
  private final RequestLane lane = lane(true);

  @Test
  void c2_failuresAreRetriedWithGrowingPauses() {
    int[] tries = {0};
    String answer =
        call(patience -> {
          if (tries[0]++ < 3) {
            throw status(tries[0] == 2 ? 503 : 500);
          }
          return Answer.of("here");
        });
    assertThat(answer).isEqualTo("here");
    assertThat(clock.pauses)
        .containsExactly(Duration.ofMillis(25), Duration.ofMillis(200), Duration.ofMillis(100));
    assertThat(results)
        .containsExactly(
            S3Calls.Result.BROKEN,
            S3Calls.Result.THROTTLED,
            S3Calls.Result.BROKEN,
            S3Calls.Result.OK);
  }

  @Test
  void c2_afterTheIoTimeoutACallIsBusy() {
    assertThatThrownBy(() ->
            call(patience -> {
              throw status(503);
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY))
        .hasMessageContaining("GetObject s3://pictures/a\\u0009b")
        .hasMessageContaining("45.0 s (--io-timeout): HTTP 503");
    assertThat(clock.now).isBetween(35_000_000_000L, 45_000_000_000L);
  }

  @Test
  void whatArrivesDamagedAgainAndAgainIsAnError() {
    assertThatThrownBy(() ->
            call(patience -> {
              throw code(400, "BadDigest");
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
        .hasMessageContaining("BadDigest");
    assertThat(results).hasSize(3);
  }

  @Test
  void aRefusalIsNotRetried() {
    assertThatThrownBy(() ->
            call(patience -> {
              throw status(403);
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.ACCESS_DENIED));
    assertThat(results).containsExactly(S3Calls.Result.REFUSED);
  }

  @Test
  void c2_whoBringsBytesWaitsForOtherCredentials() {
    String answer =
        call(patience -> {
          if (renewals.get() < 20) {
            throw code(400, "ExpiredToken");
          }
          return Answer.of("here");
        });
    assertThat(answer).isEqualTo("here");
    assertThat(clock.pauses.getLast()).isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() ->
            call(patience -> {
              throw code(400, "ExpiredToken");
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY))
        .hasMessageContaining("ExpiredToken")
        .hasMessageContaining("the credentials expired");
  }

  @Test
  void whoReadsWithCredentialsThatExpiredIsDeniedSoon() {
    RequestLane reading = lane(false);
    RequestLane.Attempt<String> expired =
        patience -> {
          if (renewals.get() < 4) {
            throw code(400, "ExpiredToken");
          }
          return Answer.of("here");
        };
    assertThatThrownBy(() -> reading.call(SUBJECT, reading.deadline(), expired, Enum::name))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.ACCESS_DENIED));
    assertThat(renewals).hasValue(3);
    assertThat(clock.now).isLessThan(Duration.ofSeconds(1).toNanos());
    assertThat(reading.call(SUBJECT, reading.deadline(), expired, Enum::name)).isEqualTo("here");
  }

  @Test
  void aNegativeAnswerIsAValue() {
    String answer =
        call(patience -> {
          throw status(412);
        });
    assertThat(answer).isEqualTo("CHANGED");
    assertThat(results).containsExactly(S3Calls.Result.NEGATIVE);
  }

  @Test
  void anInterruptEndsTheRetriesAndIsKept() {
    assertThatThrownBy(() ->
            call(patience -> {
              Thread.currentThread().interrupt();
              throw new IOException("Closed by interrupt");
            }))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY))
        .hasMessageEndingWith("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(clock.pauses).isEmpty();
  }

  @Test
  void whoFindsNoConnectionWithinTheTimeoutIsBusy() {
    Deadline passed = new Deadline(clock, clock.now);
    assertThatThrownBy(() -> lane.call(SUBJECT, passed, patience -> Answer.of("here"), Enum::name))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    assertThat(call(patience -> Answer.of("here"))).isEqualTo("here");
  }

  @Test
  void c2_aBodyThatStoodStillHasMoreTimeThanIsLeftOfItsCall() {
    List<Duration> patience = new ArrayList<>();
    String answer =
        lane.call(
            SUBJECT,
            8 << 20,
            lane.deadline(),
            each -> {
              patience.add(each);
              if (patience.size() > 2) {
                return Answer.of("here");
              }
              clock.now += 20_000_000_000L;
              throw new SocketTimeoutException("nothing moved for too long");
            },
            Enum::name);

    assertThat(answer).isEqualTo("here");
    assertThat(patience)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  @Test
  void aBodyOfWhichNothingIsKnownHasTheTimeOfItsCall() {
    Deadline soon = Deadline.in(clock, Duration.ofSeconds(1));
    List<Duration> patience = new ArrayList<>();
    lane.call(
        SUBJECT,
        8 << 20,
        soon,
        each -> {
          patience.add(each);
          return Answer.of("here");
        },
        Enum::name);

    assertThat(patience).containsExactly(Duration.ofSeconds(1));
  }

  private RequestLane lane(boolean awaitsCredentials) {
    return new RequestLane(
        new RetryPolicy(Duration.ofSeconds(45)),
        clock,
        (operation, result, bytes, nanos) -> results.add(result),
        new Renewal(renewals::incrementAndGet, awaitsCredentials),
        1,
        Duration.ofSeconds(5));
  }

  private String call(RequestLane.Attempt<String> attempt) {
    return lane.call(SUBJECT, lane.deadline(), attempt, Enum::name);
  }

  private static SdkException code(int status, String code) {
    AwsErrorDetails details = AwsErrorDetails.builder().errorCode(code).build();
    return S3Exception.builder().awsErrorDetails(details).statusCode(status).build();
  }

  private static SdkException status(int status) {
    return S3Exception.builder().statusCode(status).message("text").build();
  }

  /// Time passes only while somebody sleeps.
  private static final class JumpingClock implements RetryClock {
    final List<Duration> pauses = new ArrayList<>();
    long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleep(Duration pause) {
      pauses.add(pause);
      now += pause.toNanos();
    }

    @Override
    public double jitter() {
      return 1;
    }
  }
}
