package io.sluice.vfs.s3.transport;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Times in headers (RFC 9110 section 5.6.7).
public final class HttpDate {
  private HttpDate() {}

  /// Null if none was sent.
  ///
  /// @throws SdkClientException if it is no time
  public static @Nullable Instant of(@Nullable String sent) {
    try {
      return sent == null
          ? null
          : ZonedDateTime.parse(sent, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw SdkClientException.create("a time that is none", e);
    }
  }
}
