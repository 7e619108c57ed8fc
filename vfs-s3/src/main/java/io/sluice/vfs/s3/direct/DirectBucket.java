package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.http.BodyReceiver;
import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.http.HttpSender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// One bucket, asked by a sender of our own with heads that [RequestSigner] signs. All is done on
/// the thread that asks.
public final class DirectBucket {
  private final HttpSender http;
  private final BucketAddress address;
  private final RequestSigner signer;

  DirectBucket(HttpSender http, BucketAddress address, RequestSigner signer) {
    this.http = http;
    this.address = address;
    this.signer = signer;
  }

  /// The head of a request for an object, to be completed.
  RequestHead request(String method, ObjectKey key) {
    return new RequestHead(method, address.hostHeader(), address.path(key));
  }

  /// The head of a request for the bucket itself, to be completed.
  RequestHead request(String method) {
    return new RequestHead(method, address.hostHeader(), address.bucketPath());
  }

  /// Signs and sends.
  ///
  /// @param body none for a request without
  /// @param patience with each step of the request, and from its last byte until the head of the
  ///   answer is there
  /// @return the answer, whatever its status
  HttpAnswer send(RequestHead head, List<ByteBuffer> body, Duration patience) throws IOException {
    signer.sign(head);
    return http.send(head.with(body), patience);
  }

  /// Signs and sends a request without a body, and hands on that of the answer.
  ///
  /// @param patience until the head of the answer is there
  HttpAnswer send(RequestHead head, Duration patience, BodyReceiver receiver) throws IOException {
    signer.sign(head);
    return http.send(head.with(List.of()), patience, receiver);
  }

  /// Throws what the SDK would throw for an answer that is no success, and learns from it.
  ///
  /// @param asked what was answered
  void check(RequestHead asked, HttpAnswer answer) throws SdkException {
    AwsServiceException refusal = ErrorAnswers.of(answer);
    if (refusal == null) {
      return;
    }
    boolean isSkewed =
        S3Errors.isClockSkew(refusal)
            || (isSilent(refusal) && RequestSigner.isSkewed(asked, answer.header("date")));
    if (isSkewed) {
      signer.correctClock(answer.header("date"));
      throw ErrorAnswers.clockSkew(refusal);
    }
    throw refusal;
  }

  /// A refusal without its reason, as HEAD gets them.
  private static boolean isSilent(AwsServiceException refusal) {
    return S3Errors.code(refusal).isEmpty()
        && (refusal.statusCode() == 400 || refusal.statusCode() == 403);
  }
}
