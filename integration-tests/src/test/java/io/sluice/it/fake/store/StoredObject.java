package io.sluice.it.fake.store;

import java.time.Instant;
import java.util.Map;

/// One version of one object.
///
/// @param etag without quotes
/// @param lastModified whole seconds, as S3 shows them
/// @param versionId `null` (the word) where the bucket had no versioning
/// @param headers what the writer sent to be given back: content type, user metadata
/// @param deleteMarker stands for "deleted here"; has no body
public record StoredObject(
    String key,
    Body body,
    String etag,
    Instant lastModified,
    String versionId,
    String storageClass,
    Archive archive,
    Map<String, String> headers,
    boolean deleteMarker) {

  /// The version id of objects in buckets without versioning.
  public static final String NULL_VERSION = "null";

  /// A plain object of the STANDARD class.
  public static StoredObject of(String key, Body body, String etag, Instant lastModified) {
    return new StoredObject(
        key, body, etag, lastModified, NULL_VERSION, "STANDARD", Archive.READABLE, Map.of(), false);
  }

  /// An object that nobody stores: its bytes and tag follow from the key.
  static StoredObject computed(String key, long size, Instant lastModified) {
    Body body = SyntheticBody.of(key, 0, size);
    return of(key, body, ETags.synthetic(key, 0, size), lastModified);
  }

  /// A delete marker.
  static StoredObject deleted(String key, Instant at) {
    return new StoredObject(
        key, HeldBody.EMPTY, "", at, NULL_VERSION, "STANDARD", Archive.READABLE, Map.of(), true);
  }

  /// Size in bytes.
  public long size() {
    return body.size();
  }

  /// The same with another version id.
  StoredObject version(String id) {
    return new StoredObject(
        key, body, etag, lastModified, id, storageClass, archive, headers, deleteMarker);
  }

  /// The same in another storage class.
  public StoredObject stored(String newStorageClass, Archive newArchive) {
    return new StoredObject(
        key,
        body,
        etag,
        lastModified,
        versionId,
        newStorageClass,
        newArchive,
        headers,
        deleteMarker);
  }

  /// The same with other headers.
  public StoredObject described(Map<String, String> newHeaders) {
    return new StoredObject(
        key,
        body,
        etag,
        lastModified,
        versionId,
        storageClass,
        archive,
        Map.copyOf(newHeaders),
        deleteMarker);
  }
}
