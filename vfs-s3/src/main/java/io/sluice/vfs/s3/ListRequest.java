package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// One page of ListObjectsV2.
///
/// @param prefix what the keys begin with; empty for all
/// @param delimited whether keys are rolled up at the first `/` after the prefix
/// @param startAfter the key after which the page begins, itself excluded; null for the start or
///   with a token
/// @param token of the page before, null for a first page
/// @param maxKeys 1 to 1000
public record ListRequest(
    String prefix,
    boolean delimited,
    @Nullable String startAfter,
    @Nullable String token,
    int maxKeys) {
  public ListRequest {
    if (maxKeys < 1 || maxKeys > 1000) {
      throw new IllegalArgumentException("S3 lists 1 to 1000 keys a page, not " + maxKeys);
    }
  }
}
