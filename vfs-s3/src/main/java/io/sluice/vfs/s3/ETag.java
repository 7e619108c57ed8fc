package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// The entity tag of one version of an object, as the server sent it, quotes included.
public record ETag(String value) {
  /// The tag in a header or a listing. Some stores leave the quotes out in one of the two: they are
  /// added, so that both compare equal.
  ///
  /// @return null if the server sent none
  public static @Nullable ETag of(@Nullable String sent) {
    if (sent == null || sent.isBlank()) {
      return null;
    }
    return new ETag(sent.endsWith("\"") ? sent : '"' + sent + '"');
  }
}
