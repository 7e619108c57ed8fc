package io.sluice.vfs.s3.direct;

import io.sluice.vfs.s3.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The head of a request while it is put together, in the orders that a signature wants. Of one
/// thread.
final class RequestHead {
  private final String method;
  private final String path;

  /// Names and values encoded.
  private final SortedMap<String, String> parameters = new TreeMap<>();

  /// Names in small letters.
  private final SortedMap<String, String> headers = new TreeMap<>();

  /// @param host as the header `Host` tells it
  /// @param path encoded
  RequestHead(String method, String host, String path) {
    this.method = method;
    this.path = path;
    header("host", host);
  }

  /// Sets a header; null leaves it away.
  RequestHead header(String name, @Nullable String value) {
    if (value != null) {
      headers.put(name.toLowerCase(Locale.ROOT), value);
    }
    return this;
  }

  /// Sets a parameter of the query; null leaves it away.
  RequestHead parameter(String name, @Nullable String value) {
    if (value != null) {
      parameters.put(QueryEncoding.of(name), QueryEncoding.of(value));
    }
    return this;
  }

  String method() {
    return method;
  }

  /// Encoded.
  String path() {
    return path;
  }

  /// By name, in small letters.
  SortedMap<String, String> headers() {
    return Collections.unmodifiableSortedMap(headers);
  }

  /// The parameters, encoded, in the order of their names.
  String query() {
    StringJoiner query = new StringJoiner("&");
    parameters.forEach((name, value) -> query.add(name + "=" + value));
    return query.toString();
  }

  /// The request, with this body.
  HttpRequest with(List<ByteBuffer> body) {
    String target = parameters.isEmpty() ? path : path + "?" + query();
    return new HttpRequest(method, target, headers, body);
  }
}
