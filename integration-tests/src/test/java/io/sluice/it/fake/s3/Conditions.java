package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.HeededConditions;
import io.sluice.it.fake.store.StoredObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The conditions that headers put on a read, a copy source or a write.
final class Conditions {
  private Conditions() {}

  /// Conditions of GET and HEAD.
  ///
  /// @throws S3Refusal 412 or 304
  static void checkRead(Headers headers, StoredObject object) {
    checkSource(headers, object, "");
    String noneMatch = headers.get("if-none-match");
    boolean unchanged =
        noneMatch == null
            ? !isAfter(object.lastModified(), headers.get("if-modified-since"), true)
            : matches(noneMatch, object);
    if (unchanged) {
      throw new S3Refusal(304, "NotModified", "Not Modified")
          .header("etag", "\"" + object.etag() + "\"");
    }
  }

  /// The conditions that protect a read, or with `prefix` the source of a copy.
  ///
  /// @throws S3Refusal 412
  static void checkSource(Headers headers, StoredObject object, String prefix) {
    String match = headers.get(prefix + "if-match");
    if (match != null && !matches(match, object)) {
      throw S3Refusal.preconditionFailed("If-Match");
    }
    String since = headers.get(prefix + "if-unmodified-since");
    if (match == null && isAfter(object.lastModified(), since, false)) {
      throw S3Refusal.preconditionFailed("If-Unmodified-Since");
    }
    String noneMatch = headers.get(prefix + "if-none-match");
    if (!prefix.isEmpty() && noneMatch != null && matches(noneMatch, object)) {
      throw S3Refusal.preconditionFailed("If-None-Match");
    }
  }

  /// Conditions of CompleteMultipartUpload, as [#checkWrite].
  static void checkCompletion(
      Bucket bucket, Headers headers, String key, @Nullable StoredObject current) {
    if (bucket.heeded() == HeededConditions.NEW_OBJECTS_ALONE) {
      refuse(headers.get("if-match"), headers.get("if-none-match"));
    }
    if (!isIgnored(bucket.heeded(), false)) {
      checkWrite(bucket, headers, key, current);
    }
  }

  private static boolean isIgnored(HeededConditions heeded, boolean isNew) {
    return switch (heeded) {
      case ALL, REFUSED, NEW_OBJECTS_ALONE -> false;
      case NEW_OBJECTS -> !isNew;
      case NONE -> true;
    };
  }

  private static void refuse(@Nullable String match, @Nullable String noneMatch) {
    if (match != null || noneMatch != null) {
      throw new S3Refusal(501, "NotImplemented", "A header implies what is not implemented.");
    }
  }

  /// Conditions of a write over `current`, null if there is no object, if the bucket heeds them.
  ///
  /// @throws S3Refusal 412, or 404 for If-Match where nothing is
  static void checkWrite(
      Bucket bucket, Headers headers, String key, @Nullable StoredObject current) {
    String match = headers.get("if-match");
    String noneMatch = headers.get("if-none-match");
    switch (bucket.heeded()) {
      case REFUSED -> refuse(match, noneMatch);
      case NEW_OBJECTS_ALONE -> refuse(match, null);
      case ALL, NEW_OBJECTS, NONE -> {}
    }
    if (isIgnored(bucket.heeded(), match == null)) {
      return;
    }
    if (match != null && current == null) {
      throw S3Refusal.noSuchKey(key);
    }
    if (match != null && current != null && !matches(match, current)) {
      throw S3Refusal.preconditionFailed("If-Match");
    }
    if (noneMatch != null && current != null && matches(noneMatch, current)) {
      throw S3Refusal.preconditionFailed("If-None-Match");
    }
  }

  private static boolean matches(String tags, StoredObject object) {
    return tags.equals("*") || tags.replace("\"", "").equals(object.etag());
  }

  private static boolean isAfter(Instant modified, @Nullable String date, boolean absent) {
    if (date == null) {
      return absent;
    }
    try {
      ZonedDateTime limit = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return modified.isAfter(limit.toInstant());
    } catch (DateTimeException e) {
      return absent;
    }
  }
}
