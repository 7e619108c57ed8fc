package io.sluice.vfs.s3;

import java.util.ArrayList;
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

  /// This page and the one that follows it, as one.
  public ListPage with(ListPage next) {
    List<ObjectSummary> bothObjects = new ArrayList<>(objects);
    bothObjects.addAll(next.objects);
    List<String> bothPrefixes = new ArrayList<>(commonPrefixes);
    bothPrefixes.addAll(next.commonPrefixes);
    return new ListPage(bothObjects, bothPrefixes, next.nextToken);
  }

  /// Whether no page comes after this one.
  public boolean isLast() {
    return nextToken == null;
  }
}
