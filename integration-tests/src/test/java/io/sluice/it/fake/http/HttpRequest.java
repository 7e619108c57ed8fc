package io.sluice.it.fake.http;

import java.io.InputStream;

/// One request, with its head parsed and its body still on the connection.
///
/// @param method as sent, upper case
/// @param path raw, still percent-encoded, beginning with `/`
/// @param body ends where the HTTP body ends; transfer coding is taken off
public record HttpRequest(
    String method, String path, Query query, Headers headers, InputStream body) {

  /// Whether the client expects headers only.
  public boolean isHead() {
    return method.equals("HEAD");
  }
}
