package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.RetryClock;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.credentials.Renewal;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.transport.CallSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends requests of one kind: as many at once as it has connections, again when they failed and
/// may succeed. Who waits here waits on its own thread, so that an attempt's timeout does not run
/// while it queues.
public final class RequestLane {
  /// One request.
  interface Attempt<T> {
    /// Sends it and waits for its answer.
    ///
    /// @param patience with each step of a body, and until the head of the answer is there
    Answer<T> send(Duration patience) throws IOException, InterruptedException;
  }

  /// What came.
  ///
  /// @param bytes of the object
  record Answer<T>(T value, S3Calls.Result result, long bytes) {
    static <T> Answer<T> of(T value) {
      return new Answer<>(value, S3Calls.Result.OK, 0);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(RequestLane.class);

  private final RetryPolicy policy;
  private final RetryClock clock;
  private final S3Calls calls;
  private final Duration firstPatience;
  private final Renewal renewal;

  private final LaneWidth width;

  /// @param renewal for credentials that expired
  /// @param connections requests at once
  /// @param firstPatience until the first try is given up
  public RequestLane(
      RetryPolicy policy,
      RetryClock clock,
      S3Calls calls,
      Renewal renewal,
      int connections,
      Duration firstPatience) {
    this.policy = policy;
    this.clock = clock;
    this.calls = calls;
    this.renewal = renewal;
    this.firstPatience = firstPatience;
    this.width = new LaneWidth(connections);
  }

  /// The end of the I/O timeout for a call that begins now.
  Deadline deadline() {
    return Deadline.in(clock, policy.ioTimeout());
  }

  /// Sends until there is an answer.
  ///
  /// @param otherwise what a negative answer means
  /// @throws VfsException `BUSY` at the deadline or when interrupted, else what S3 said
  <T> T call(
      CallSubject subject,
      Deadline deadline,
      Attempt<T> attempt,
      Function<S3Failure.Negative, T> otherwise) {
    return call(subject, 0, deadline, attempt, otherwise);
  }

  /// The same with a body: as many of its bytes at once with those of others as the network takes.
  <T> T call(
      CallSubject subject,
      long body,
      Deadline deadline,
      Attempt<T> attempt,
      Function<S3Failure.Negative, T> otherwise) {
    try {
      for (int tries = 0; ; tries++) {
        switch (once(subject, body, deadline, attempt, tries)) {
          case Tried.Answered<T>(T value) -> {
            return value;
          }
          case Tried.Failed<T>(S3Failure.Negative negative) -> {
            return otherwise.apply(negative);
          }
          case Tried.Failed<T>(S3Failure.Retryable failure) ->
              pause(subject, failure, tries, deadline);
          case Tried.Failed<T>(S3Failure.StaleCredentials stale) ->
              renew(subject, stale, tries, deadline);
          case Tried.Failed<T>(S3Failure.Final(VfsError error, String words)) ->
              throw new VfsException(error, subject + ": " + words);
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(subject);
    }
  }

  private static VfsException interrupted(CallSubject subject) {
    Thread.currentThread().interrupt();
    return new VfsException(VfsError.BUSY, subject + ": interrupted");
  }

  /// Waits before what an answer left open is asked for, as after a failure.
  ///
  /// @param words what was wrong with the answer
  /// @param tries answers before it that brought no more, from 0
  /// @throws VfsException `BUSY` at the deadline or when interrupted
  void pause(CallSubject subject, String words, int tries, Deadline deadline) {
    try {
      pause(subject, new S3Failure.Retryable(S3Failure.Cause.BROKEN, words), tries, deadline);
    } catch (InterruptedException e) {
      throw interrupted(subject);
    }
  }

  private <T> Tried<T> once(
      CallSubject subject, long body, Deadline deadline, Attempt<T> attempt, int tries)
      throws InterruptedException {
    if (deadline.hasPassed() || !width.enter(body, deadline.left())) {
      throw busy(subject, "other requests were before it");
    }
    long begin = clock.nanoTime();
    Duration patience = patience(body, tries, deadline);
    try {
      Answer<T> answer = attempt.send(patience);
      long arrived = clock.nanoTime();
      long took = arrived - begin;
      width.arrived(body, took, arrived);
      calls.ended(subject.operation(), answer.result(), answer.bytes(), took);
      return new Tried.Answered<>(answer.value());
    } catch (IOException | SdkException e) {
      if (e instanceof AbortedException || Thread.interrupted()) {
        throw interrupted(e);
      }
      S3Failure failure = S3Errors.of(subject.operation(), e);
      long now = clock.nanoTime();
      if (failure instanceof S3Failure.Retryable(var cause, _) && cause == S3Failure.Cause.STILL) {
        width.stoodStill(body, begin, patience, now);
      }
      calls.ended(subject.operation(), result(failure), 0, now - begin);
      return new Tried.Failed<>(failure);
    } finally {
      width.leave(body);
    }
  }

  /// Where the network has shown to be slow that counts for more than what is left of the call: a
  /// body that has nearly arrived would have to be sent again from its begin.
  private Duration patience(long body, int tries, Deadline deadline) {
    Duration ofCall = policy.attemptTimeout(firstPatience, tries, deadline.left());
    Duration ofBody = width.patience(body);
    return ofBody.compareTo(ofCall) > 0 ? ofBody : ofCall;
  }

  private void renew(
      CallSubject subject, S3Failure.StaleCredentials stale, int tries, Deadline deadline)
      throws InterruptedException {
    renewal.expired().run();
    if (!renewal.isWorthAnother(stale.isSure(), tries)) {
      throw new VfsException(stale.error(), subject + ": " + stale.words());
    }
    // Whoever has them may be asked as often as a server that is not well.
    pause(subject, new S3Failure.Retryable(S3Failure.Cause.BROKEN, stale.words()), tries, deadline);
  }

  private void pause(CallSubject subject, S3Failure.Retryable failure, int tries, Deadline deadline)
      throws InterruptedException {
    Duration pause = policy.pause(failure.cause(), tries, deadline.left(), clock.jitter());
    if (pause == null && failure.cause() == S3Failure.Cause.DAMAGED) {
      throw new VfsException(
          VfsError.IO,
          subject + ": " + failure.words() + ": the bytes did not arrive as they were, repeatedly");
    }
    if (pause == null) {
      throw busy(subject, failure.words());
    }
    LOG.debug("{}: {}, again in {} ms", subject, failure.words(), pause.toMillis());
    clock.sleep(pause);
  }

  private VfsException busy(CallSubject subject, String words) {
    String limit = policy.ioTimeout().toMillis() / 1000.0 + " s (--io-timeout)";
    return new VfsException(
        VfsError.BUSY, subject + ": gave up, having tried for up to " + limit + ": " + words);
  }

  private static InterruptedException interrupted(Exception cause) {
    InterruptedException interrupted = new InterruptedException();
    interrupted.initCause(cause);
    return interrupted;
  }

  private static S3Calls.Result result(S3Failure failure) {
    return switch (failure) {
      case S3Failure.Negative _ -> S3Calls.Result.NEGATIVE;
      case S3Failure.Retryable(S3Failure.Cause cause, _) ->
          cause == S3Failure.Cause.THROTTLED ? S3Calls.Result.THROTTLED : S3Calls.Result.BROKEN;
      case S3Failure.StaleCredentials _, S3Failure.Final _ -> S3Calls.Result.REFUSED;
    };
  }

  /// How one request ended.
  private sealed interface Tried<T> {
    record Answered<T>(T value) implements Tried<T> {}

    record Failed<T>(S3Failure failure) implements Tried<T> {}
  }
}
