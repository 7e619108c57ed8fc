package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.store.Archive;
import io.sluice.it.fake.store.StoredObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The headers that describe an object: which ones a write keeps, and all that a read shows.
final class ObjectHeaders {
  private static final Set<String> KEPT =
      Set.of("cache-control", "content-disposition", "content-language", "content-type", "expires");

  /// RFC 9110's date, always with two digits of day as S3 writes it.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String CHECKSUM = "x-amz-checksum-";

  /// Computed objects may have any size, and their checksum is made for each answer.
  private static final long LARGEST_SUMMED = 64 << 20;

  private ObjectHeaders() {}

  /// What a write asks to keep with the object.
  static Map<String, String> kept(Headers request) {
    Map<String, String> kept = new LinkedHashMap<>();
    request.forEach((name, value) -> {
      if (KEPT.contains(name) || name.startsWith("x-amz-meta-")) {
        kept.put(name, value);
      }
    });
    return kept;
  }

  static String date(Instant instant) {
    return DATE.format(instant);
  }

  /// Shows `object` in the headers of a GET or HEAD.
  ///
  /// @param versioned whether the bucket ever named versions
  static void show(StoredObject object, boolean versioned, Headers response) {
    response.add("etag", "\"" + object.etag() + "\"");
    response.add("last-modified", date(object.lastModified()));
    response.add("accept-ranges", "bytes");
    object
        .headers()
        .forEach((name, value) -> {
          if (!name.startsWith(CHECKSUM)) {
            response.add(name, value);
          }
        });
    if (!response.has("content-type")) {
      response.add("content-type", "binary/octet-stream");
    }
    if (versioned) {
      response.add("x-amz-version-id", object.versionId());
    }
    showStorage(object, response);
  }

  /// Shows the checksums of an object to who asked for them: those that its writer sent, or the one
  /// that S3 then makes itself.
  ///
  /// @param made whether one is made
  static void showChecksums(StoredObject object, boolean made, Headers response) {
    Map<String, String> shown = new TreeMap<>(object.headers());
    shown.keySet().removeIf(name -> !name.startsWith(CHECKSUM));
    if (shown.isEmpty() && made && object.size() <= LARGEST_SUMMED) {
      shown.put(Checksum.CRC64NVME.header(), Checksum.CRC64NVME.of(object.body()));
    }
    if (!shown.isEmpty()) {
      shown.put(CHECKSUM + "type", "FULL_OBJECT");
    }
    shown.forEach(response::add);
  }

  private static void showStorage(StoredObject object, Headers response) {
    if (!object.storageClass().equals("STANDARD")) {
      response.add("x-amz-storage-class", object.storageClass());
    }
    boolean tiered = object.storageClass().equals("INTELLIGENT_TIERING");
    if (tiered && object.archive() != Archive.READABLE) {
      response.add("x-amz-archive-status", "ARCHIVE_ACCESS");
    }
    switch (object.archive()) {
      case READABLE, ARCHIVED -> {}
      case RESTORING -> response.add("x-amz-restore", "ongoing-request=\"true\"");
      case RESTORED -> {
        String expiry = date(object.lastModified().plusSeconds(100L * 365 * 86400));
        response.add("x-amz-restore", "ongoing-request=\"false\", expiry-date=\"" + expiry + "\"");
      }
    }
  }
}
