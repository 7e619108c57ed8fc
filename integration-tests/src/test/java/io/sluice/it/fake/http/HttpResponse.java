package io.sluice.it.fake.http;

import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.HeldBody;

/// One response. Its `Content-Length` is the size of the body, also where the body is not sent
/// (HEAD).
public record HttpResponse(int status, Headers headers, Body body) {

  /// A response without a body.
  public static HttpResponse empty(int status) {
    return new HttpResponse(status, new Headers(), HeldBody.EMPTY);
  }

  /// A response with an XML body.
  public static HttpResponse xml(int status, String document) {
    Headers headers = new Headers().add("content-type", "application/xml");
    return new HttpResponse(status, headers, Body.of(document));
  }

  /// Adds a header and returns this response.
  public HttpResponse with(String name, String value) {
    headers.add(name, value);
    return this;
  }
}
