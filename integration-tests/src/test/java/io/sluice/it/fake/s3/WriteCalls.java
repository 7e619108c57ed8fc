package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.http.HttpResponse;
import io.sluice.it.fake.store.Archive;
import io.sluice.it.fake.store.Body;
import io.sluice.it.fake.store.Bucket;
import io.sluice.it.fake.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// PutObject, and what every way of making an object shares.
record WriteCalls(InstantSource clock) {
  private static final int LONGEST_KEY = 1024;
  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  HttpResponse put(Bucket bucket, S3Request request) throws IOException {
    checkKey(request.key());
    // Refused before the body is read, as S3 does; checked again when it takes effect.
    Conditions.checkWrite(bucket, request.headers(), request.key(), bucket.current(request.key()));
    Payload payload = Payload.read(bucket, request);
    Map<String, String> kept = new HashMap<>(ObjectHeaders.kept(request.headers()));
    kept.putAll(payload.checksums());
    StoredObject object =
        object(
            request.key(),
            payload.body(),
            payload.etag(),
            request.headers().get("x-amz-storage-class", "STANDARD"),
            kept);
    StoredObject stored = store(bucket, object, request.headers());
    HttpResponse response = HttpResponse.empty(200).with("etag", "\"" + stored.etag() + "\"");
    payload.checksums().forEach(response::with);
    return versioned(response, stored);
  }

  /// The current time as S3 keeps it: whole seconds.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  static void checkKey(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new S3Refusal(400, "KeyTooLongError", "Your key is too long");
    }
  }

  StoredObject object(
      String key, Body body, String etag, String storageClass, Map<String, String> kept) {
    Archive archive = ARCHIVES.contains(storageClass) ? Archive.ARCHIVED : Archive.READABLE;
    return StoredObject.of(key, body, etag, now()).stored(storageClass, archive).described(kept);
  }

  /// Makes it the current object, if the conditions of the request allow it.
  StoredObject store(Bucket bucket, StoredObject object, Headers conditions) {
    return bucket.put(
        object, current -> Conditions.checkWrite(bucket, conditions, object.key(), current));
  }

  /// Adds the version id, where the bucket names versions.
  static HttpResponse versioned(HttpResponse response, StoredObject stored) {
    return stored.versionId().equals(StoredObject.NULL_VERSION)
        ? response
        : response.with("x-amz-version-id", stored.versionId());
  }
}
