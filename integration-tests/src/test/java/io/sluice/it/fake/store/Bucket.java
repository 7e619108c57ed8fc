package io.sluice.it.fake.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One bucket: stored objects over an optional [KeySpace] of computed ones. Reads go on while one
/// writer at a time changes it.
public final class Bucket {
  private final String name;
  private final String region;
  private final Uploads uploads = new Uploads();
  private final AtomicLong versions = new AtomicLong();

  /// Versions of each key, newest first; a list is replaced, never changed.
  private final NavigableMap<String, List<StoredObject>> objects =
      new ConcurrentSkipListMap<>(KeyOrder.UTF8);

  /// Told of every object that becomes visible.
  private volatile Consumer<StoredObject> watcher = object -> {};

  private volatile KeySpace computed = KeySpace.NONE;
  private volatile boolean publicRead;
  private volatile boolean publicWrite;
  private volatile boolean versioned;
  private volatile HeededConditions heeded = HeededConditions.ALL;
  private volatile boolean hashes = true;
  private volatile int refusesChecksums;

  /// An empty, private bucket without versioning.
  public Bucket(String name, String region) {
    this.name = name;
    this.region = region;
  }

  /// The bucket's name.
  public String name() {
    return name;
  }

  /// The region it lives in.
  public String region() {
    return region;
  }

  /// Multipart uploads under way.
  public Uploads uploads() {
    return uploads;
  }

  /// Has every object that is put from now on shown to somebody, in their order.
  public void watch(Consumer<StoredObject> someone) {
    watcher = someone;
  }

  /// Whether anybody may read without credentials.
  public boolean isPublic() {
    return publicRead;
  }

  /// Lets anybody read, or nobody without credentials.
  public void setPublic(boolean readable) {
    publicRead = readable;
  }

  /// Whether anybody may write without credentials.
  public boolean isOpen() {
    return publicWrite;
  }

  /// Lets anybody write, or nobody without credentials.
  public void setOpen(boolean writable) {
    publicWrite = writable;
  }

  /// Whether old versions are kept.
  public boolean isVersioned() {
    return versioned;
  }

  /// Switches versioning on, or suspends it.
  public void setVersioned(boolean kept) {
    versioned = kept;
  }

  /// Which conditions of writes keep a write from being done.
  public HeededConditions heeded() {
    return heeded;
  }

  /// Makes it heed these conditions of writes.
  public void setHeeded(HeededConditions conditions) {
    heeded = conditions;
  }

  /// Whether the tag of what is put is its MD5, and checksums are made where none was sent.
  public boolean hashes() {
    return hashes;
  }

  /// Makes tags mere numbers and no checksums, for benchmarks in which those would be what is
  /// measured.
  public void setHashes(boolean md5) {
    hashes = md5;
  }

  /// The status that requests with headers about checksums get; 0 as long as they are taken.
  public int refusesChecksums() {
    return refusesChecksums;
  }

  /// Makes it refuse headers about checksums, as some servers do, by 400 or 501; 0 to take them.
  public void setRefusesChecksums(int status) {
    refusesChecksums = status;
  }

  /// Adds computed objects below the stored ones; a stored object hides the computed one.
  public void attach(KeySpace keys) {
    computed = keys;
  }

  /// The object of that key, or null if there is none or it was deleted.
  public @Nullable StoredObject current(String key) {
    StoredObject newest = newest(key);
    return newest == null || newest.deleteMarker() ? null : newest;
  }

  /// The newest version, be it a delete marker, or null.
  public @Nullable StoredObject newest(String key) {
    List<StoredObject> stored = objects.get(key);
    if (stored != null) {
      return stored.getFirst();
    }
    StoredObject candidate = computed.ceiling(key);
    return candidate != null && candidate.key().equals(key) ? candidate : null;
  }

  /// That version of the object, or null.
  public @Nullable StoredObject version(String key, String versionId) {
    for (StoredObject version : versions(key)) {
      if (version.versionId().equals(versionId)) {
        return version;
      }
    }
    return null;
  }

  /// The object with the smallest key that is `key` or after it, or null.
  public @Nullable StoredObject ceiling(String key) {
    String from = key;
    while (true) {
      Map.Entry<String, List<StoredObject>> stored = objects.ceilingEntry(from);
      StoredObject other = computed.ceiling(from);
      if (stored == null || (other != null && isBefore(other.key(), stored.getKey()))) {
        return other;
      }
      StoredObject newest = stored.getValue().getFirst();
      if (!newest.deleteMarker()) {
        return newest;
      }
      from = newest.key() + '\0';
    }
  }

  private static boolean isBefore(String left, String right) {
    return KeyOrder.UTF8.compare(left, right) < 0;
  }

  /// Stores an object as the newest version of its key and returns it with its version id.
  ///
  /// @param guard shown the current object (null if none), may refuse by an exception; no other
  ///   write comes between
  public synchronized StoredObject put(
      StoredObject object, Consumer<@Nullable StoredObject> guard) {
    guard.accept(current(object.key()));
    return push(object);
  }

  private StoredObject push(StoredObject object) {
    String id = versioned ? String.format("v%031d", versions.incrementAndGet()) : "null";
    StoredObject stored = object.version(id);
    List<StoredObject> all = new ArrayList<>(List.of(stored));
    for (StoredObject older : versions(object.key())) {
      if (!older.versionId().equals(id)) {
        all.add(older);
      }
    }
    objects.put(object.key(), List.copyOf(all));
    watcher.accept(stored);
    return stored;
  }

  private List<StoredObject> versions(String key) {
    List<StoredObject> stored = objects.get(key);
    if (stored != null) {
      return stored;
    }
    StoredObject computedOne = newest(key);
    return computedOne == null ? List.of() : List.of(computedOne);
  }

  /// Deletes the object: a marker in a versioned bucket or over a computed object, else for good.
  ///
  /// @return the delete marker that a versioned bucket now shows, or null
  public synchronized @Nullable StoredObject delete(
      String key, Instant now, Consumer<@Nullable StoredObject> guard) {
    guard.accept(current(key));
    if (versioned) {
      return push(StoredObject.deleted(key, now));
    }
    StoredObject hidden = computed.ceiling(key);
    if (hidden != null && hidden.key().equals(key)) {
      objects.put(key, List.of(StoredObject.deleted(key, now)));
    } else {
      removeVersion(key, StoredObject.NULL_VERSION);
    }
    return null;
  }

  /// Deletes one version for good.
  public synchronized void removeVersion(String key, String versionId) {
    List<StoredObject> rest =
        versions(key).stream().filter(v -> !v.versionId().equals(versionId)).toList();
    if (rest.isEmpty()) {
      objects.remove(key);
    } else {
      objects.put(key, rest);
    }
  }

  /// Replaces the current version in place (storage class, archive state).
  public synchronized void alter(StoredObject changed) {
    List<StoredObject> all =
        versions(changed.key()).stream()
            .map(v -> v.versionId().equals(changed.versionId()) ? changed : v)
            .toList();
    objects.put(changed.key(), all);
  }

  /// Whether no object can be seen.
  public boolean isEmpty() {
    return ceiling("") == null;
  }
}
