package io.sluice.it.fake.store;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// All buckets by name. Safe for any number of threads.
public final class Buckets {
  private final ConcurrentSkipListMap<String, Bucket> byName = new ConcurrentSkipListMap<>();

  /// The bucket of that name, or null.
  public @Nullable Bucket find(String name) {
    return byName.get(name);
  }

  /// Makes a bucket, or returns the one that is there.
  public Bucket create(String name, String region) {
    return byName.computeIfAbsent(name, n -> new Bucket(n, region));
  }

  /// Forgets a bucket and everything in it.
  public void remove(String name) {
    byName.remove(name);
  }

  /// All buckets, sorted by name.
  public Collection<Bucket> all() {
    return byName.values();
  }
}
