package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.ChunkedInput;
import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.http.HttpRequest;
import io.sluice.it.fake.http.Query;
import io.sluice.it.fake.shape.Counters;
import io.sluice.it.fake.shape.Link;
import io.sluice.it.fake.shape.S3Operation;
import java.io.InputStream;

/// A request, understood as far as routing goes.
///
/// @param payload the body without `aws-chunked` framing
/// @param trailers of the payload; complete once it was read
public record S3Request(
    HttpRequest http,
    S3Operation operation,
    S3Address address,
    InputStream payload,
    Headers trailers) {

  /// Routes a request and takes off `aws-chunked` framing.
  public static S3Request of(HttpRequest http) {
    S3Address address = S3Address.of(http);
    boolean framed =
        http.headers().get("content-encoding", "").contains("aws-chunked")
            || http.headers().get("x-amz-content-sha256", "").startsWith("STREAMING-");
    S3Operation operation = Routes.operation(http, address);
    if (!framed) {
      return new S3Request(http, operation, address, http.body(), new Headers());
    }
    ChunkedInput payload = new ChunkedInput(http.body());
    return new S3Request(http, operation, address, payload, payload.trailers());
  }

  /// The same with the payload counted and slowed.
  S3Request through(Counters counters, Link link) {
    InputStream slowed = new PayloadInput(payload, operation, counters, link);
    return new S3Request(http, operation, address, slowed, trailers);
  }

  /// The request's key.
  public String key() {
    return address.key();
  }

  /// The query parameters.
  Query query() {
    return http.query();
  }

  /// The headers.
  Headers headers() {
    return http.headers();
  }
}
