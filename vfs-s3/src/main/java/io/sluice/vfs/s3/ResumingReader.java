package io.sluice.vfs.s3;

import java.nio.ByteBuffer;

/// Fills a buffer from one version of an object, going on behind what came when a body breaks off.
final class ResumingReader {
  private final RangeReader reader;
  private final RequestLane lane;
  private final BucketName bucket;

  ResumingReader(RangeReader reader, RequestLane lane, BucketName bucket) {
    this.reader = reader;
    this.lane = lane;
    this.bucket = bucket;
  }

  GetOutcome read(GetRequest request, ByteBuffer into) {
    CallSubject subject = new CallSubject(S3Operation.GET_OBJECT, bucket, request.key().text());
    Deadline deadline = lane.deadline();
    RangeReader.Range range =
        new RangeReader.Range(
            request.key(), request.offset(), ObjectPin.of(request.ifMatch()), request.version());
    while (true) {
      switch (send(subject, range, into, deadline)) {
        case RangeReader.Part part when part.broken() -> range = range.after(part);
        case RangeReader.Part part -> {
          return new GetOutcome.Filled(part.version());
        }
        case RangeReader.Other _ -> {
          return new GetOutcome.Changed();
        }
        case RangeReader.None(S3Failure.Negative reason) -> {
          return outcome(reason, range.offset() > request.offset());
        }
      }
    }
  }

  private RangeReader.RangeAnswer send(
      CallSubject subject, RangeReader.Range range, ByteBuffer into, Deadline deadline) {
    return lane.call(
        subject,
        deadline,
        patience -> {
          RangeReader.RangeAnswer answer = reader.read(range, into, patience, deadline);
          return new RequestLane.Answer<>(answer, result(answer), bytes(answer));
        },
        RangeReader.None::new);
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
