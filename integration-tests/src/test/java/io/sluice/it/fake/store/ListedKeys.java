package io.sluice.it.fake.store;

import java.time.Instant;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Objects whose keys are told one by one, for names that no rule makes.
public final class ListedKeys implements KeySpace {
  private final NavigableSet<String> keys = new TreeSet<>(KeyOrder.UTF8);
  private final long size;
  private final Instant lastModified;

  /// @param size of each object in bytes
  public ListedKeys(Collection<String> keys, long size, Instant lastModified) {
    this.keys.addAll(keys);
    this.size = size;
    this.lastModified = lastModified;
  }

  @Override
  public @Nullable StoredObject ceiling(String key) {
    String found = keys.ceiling(key);
    return found == null ? null : StoredObject.computed(found, size, lastModified);
  }
}
