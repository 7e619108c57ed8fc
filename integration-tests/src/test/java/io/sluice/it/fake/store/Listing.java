package io.sluice.it.fake.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a listing, computed from a source that answers "the next key from here". Pure.
///
/// @param objects in UTF-8 order
/// @param commonPrefixes in UTF-8 order; each counts as one key of the page
/// @param resume where the next page begins (inclusive), or null at the end
/// @param last the last key or common prefix of the page, "" if it is empty
public record Listing(
    List<StoredObject> objects, List<String> commonPrefixes, @Nullable String resume, String last) {

  /// What to list.
  ///
  /// @param delimiter "" for none
  /// @param from inclusive start
  /// @param maxKeys at most this many objects and common prefixes
  public record Ask(String prefix, String delimiter, String from, int maxKeys) {}

  /// Number of objects and common prefixes.
  public int keyCount() {
    return objects.size() + commonPrefixes.size();
  }

  /// Computes the page.
  public static Listing of(Function<String, @Nullable StoredObject> ceiling, Ask ask) {
    List<StoredObject> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    boolean early = KeyOrder.UTF8.compare(ask.from(), ask.prefix()) < 0;
    String at = early ? ask.prefix() : ask.from();
    String last = "";
    while (true) {
      StoredObject next = ceiling.apply(at);
      if (next == null || !next.key().startsWith(ask.prefix())) {
        return new Listing(objects, prefixes, null, last);
      }
      if (objects.size() + prefixes.size() >= ask.maxKeys()) {
        // S3 calls an empty page of max-keys=0 complete.
        return new Listing(objects, prefixes, ask.maxKeys() == 0 ? null : at, last);
      }
      String common = commonPrefix(next.key(), ask);
      if (common == null) {
        objects.add(next);
        last = next.key();
        at = last + '\0';
      } else {
        prefixes.add(common);
        last = common;
        at = KeyOrder.after(common);
      }
    }
  }

  private static @Nullable String commonPrefix(String key, Ask ask) {
    if (ask.delimiter().isEmpty()) {
      return null;
    }
    int found = key.indexOf(ask.delimiter(), ask.prefix().length());
    return found < 0 ? null : key.substring(0, found + ask.delimiter().length());
  }
}
