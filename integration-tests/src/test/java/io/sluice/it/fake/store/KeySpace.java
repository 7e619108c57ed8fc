package io.sluice.it.fake.store;

import org.jspecify.annotations.Nullable;

/// A sorted set of computed objects: millions of keys that nobody stores. One question is enough to
/// list, page and find.
public interface KeySpace {
  /// No objects.
  KeySpace NONE = key -> null;

  /// The object with the smallest key that is `key` or after it in [KeyOrder], or null.
  @Nullable StoredObject ceiling(String key);
}
