package io.sluice.vfs.s3.call;

import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.RangeRequest;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Operation;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.transport.CallSubject;
import io.sluice.vfs.s3.transport.ObjectPin;
import io.sluice.vfs.s3.transport.RangeBody;
import io.sluice.vfs.s3.transport.RangeReader;

/// Reads bytes of one version of an object, going on behind what came when a body breaks off.
///
/// There is no time for all of it: a long body may go over a slow link, and one that stands still
/// breaks off. The I/O timeout is for each silence in between.
public final class ResumingReader {
  /// What a body must have brought for its end to begin a new I/O timeout and to be gone on behind
  /// at once, so that a server that breaks off again and again is spared, and given up.
  private static final long PROGRESS = 64 << 10;

  private final RangeReader reader;
  private final RequestLane lane;
  private final BucketName bucket;

  /// @param lane the connections, time and retries that these requests have
  public ResumingReader(RangeReader reader, RequestLane lane, BucketName bucket) {
    this.reader = reader;
    this.lane = lane;
    this.bucket = bucket;
  }

  /// Brings the range into the sink; goes on where a body broke off, with the same version only.
  public GetOutcome read(RangeRequest request, BodySink sink) {
    CallSubject subject =
        new CallSubject(S3Operation.GET_OBJECT, bucket, request.get().key().text());
    RangeBody body = new RangeBody(subject, request, sink);
    try {
      return read(subject, request, body);
    } finally {
      body.takeBack();
    }
  }

  private GetOutcome read(CallSubject subject, RangeRequest request, RangeBody body) {
    ObjectPin pin = ObjectPin.of(request);
    Deadline deadline = lane.deadline();
    int poor = 0;
    long came = 0; // since the deadline was moved
    while (true) {
      switch (send(subject, request, pin, body, deadline)) {
        case RangeReader.Part part when part.broken() -> {
          pin = pin.and(part.seen());
          came += part.bytes();
          if (came < PROGRESS) {
            lane.pause(
                subject, "the body broke off after " + part.bytes() + " bytes", poor++, deadline);
          } else {
            poor = 0;
            came = 0;
            deadline = lane.deadline();
          }
        }
        case RangeReader.Part part -> {
          return new GetOutcome.Filled(part.version());
        }
        case RangeReader.Other _ -> {
          return new GetOutcome.Changed();
        }
        case RangeReader.None(S3Failure.Negative reason) -> {
          return outcome(reason, body.received() > 0);
        }
      }
    }
  }

  private RangeReader.RangeAnswer send(
      CallSubject subject, RangeRequest request, ObjectPin pin, RangeBody body, Deadline deadline) {
    return lane.call(
        subject,
        deadline,
        patience -> {
          RangeReader.RangeAnswer answer = reader.read(rest(request, pin, body), body, patience);
          return new RequestLane.Answer<>(answer, result(answer), bytes(answer));
        },
        RangeReader.None::new);
  }

  /// What has not come yet: all again, if what came was damaged.
  private static RangeReader.Range rest(RangeRequest request, ObjectPin pin, RangeBody body) {
    GetRequest get = request.get();
    return new RangeReader.Range(
        get.key(),
        get.offset() + body.received(),
        body.left(),
        request.isWhole() && body.received() == 0,
        pin,
        get.version());
  }

  private static GetOutcome outcome(S3Failure.Negative reason, boolean resumed) {
    return switch (reason) {
      case MISSING -> new GetOutcome.Missing();
      case CHANGED -> new GetOutcome.Changed();
      // Once bytes came from before this offset and more were promised, it is a shorter object.
      case BEHIND_END -> resumed ? new GetOutcome.Changed() : new GetOutcome.Filled(null);
    };
  }

  private static S3Calls.Result result(RangeReader.RangeAnswer answer) {
    return switch (answer) {
      case RangeReader.Part part when part.broken() -> S3Calls.Result.BROKEN;
      case RangeReader.Part _ -> S3Calls.Result.OK;
      case RangeReader.Other _, RangeReader.None _ -> S3Calls.Result.NEGATIVE;
    };
  }

  private static long bytes(RangeReader.RangeAnswer answer) {
    return answer instanceof RangeReader.Part part ? part.bytes() : 0;
  }
}
