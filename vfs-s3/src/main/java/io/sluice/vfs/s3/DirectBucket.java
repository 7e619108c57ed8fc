package io.sluice.vfs.s3;

import io.sluice.vfs.s3.http.BodyReceiver;
import io.sluice.vfs.s3.http.HttpAnswer;
import io.sluice.vfs.s3.http.HttpRequest;
import io.sluice.vfs.s3.http.HttpSender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// One bucket, asked by a sender of our own with heads that [RequestSigner] signs. All is done on
/// the thread that asks.
final class DirectBucket {
  private final HttpSender http;
  private final BucketAddress address;
  private final RequestSigner signer;

  DirectBucket(HttpSender http, BucketAddress address, RequestSigner signer) {
    this.http = http;
    this.address = address;
    this.signer = signer;
  }

  /// The head of a request for an object, to be completed.
  SdkHttpRequest.Builder request(SdkHttpMethod method, ObjectKey key) {
    return request(method, address.path(key));
  }

  /// The head of a request for the bucket itself, to be completed.
  SdkHttpRequest.Builder request(SdkHttpMethod method) {
    return request(method, address.bucketPath());
  }

  private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
    return SdkHttpRequest.builder()
        .method(method)
        // What the signer is told, or it hashes the body; the origin says what is spoken.
        .protocol("https")
        .host(address.host())
        .port(address.origin().port())
        .encodedPath(path);
  }

  /// Signs and sends.
  ///
  /// @param body none for a request without
  /// @param patience from the last byte of the request until the answer is there
  /// @return the answer, whatever its status
  HttpAnswer send(SdkHttpRequest head, List<ByteBuffer> body, Duration patience)
      throws IOException {
    return http.send(signed(head, body), patience);
  }

  /// Signs and sends a request without a body, and hands on that of the answer.
  ///
  /// @param patience until the head of the answer is there
  HttpAnswer send(SdkHttpRequest head, Duration patience, BodyReceiver receiver)
      throws IOException {
    return http.send(signed(head, List.of()), patience, receiver);
  }

  private HttpRequest signed(SdkHttpRequest head, List<ByteBuffer> body) {
    SdkHttpRequest signed = signer.sign(head);
    Map<String, String> headers = new HashMap<>();
    signed.forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    String query = RequestSigner.query(signed);
    String target = signed.encodedPath() + (query.isEmpty() ? "" : "?" + query);
    return new HttpRequest(signed.method().name(), target, headers, body);
  }

  /// Throws what the SDK would throw for an answer that is no success, and learns from it.
  void check(HttpAnswer answer) throws SdkException {
    AwsServiceException refusal = ErrorAnswers.of(answer);
    if (refusal == null) {
      return;
    }
    if (S3Errors.code(refusal).equals("RequestTimeTooSkewed")) {
      signer.correctClock(answer.header("date"));
    }
    throw refusal;
  }
}
