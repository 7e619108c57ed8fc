package io.sluice.vfs.s3;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of keys, both lists in the order of the server.
///
/// @param objects the keys that end in this level
/// @param commonPrefixes the rolled-up ones, the `/` at their end included
/// @param nextToken goes on from here; null at the end
public record ListPage(
    List<ObjectSummary> objects, List<String> commonPrefixes, @Nullable String nextToken) {
  public ListPage {
    objects = List.copyOf(objects);
    commonPrefixes = List.copyOf(commonPrefixes);
  }

  /// Whether no page comes after this one.
  public boolean isLast() {
    return nextToken == null;
  }
}
