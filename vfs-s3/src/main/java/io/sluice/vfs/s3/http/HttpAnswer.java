package io.sluice.vfs.s3.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server answered.
///
/// @param headers names in lower case
public record HttpAnswer(int status, Map<String, String> headers, HttpBody body) {
  /// The value of a header, null without one.
  ///
  /// @param name in lower case
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
