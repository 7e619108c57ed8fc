package io.sluice.it.fake.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The multipart uploads under way in one bucket.
public final class Uploads {
  private final Map<String, Upload> byId = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  /// Begins an upload.
  ///
  /// @param checksummed whether the object gets a CRC-32C over all of it
  public Upload create(
      String key,
      String storageClass,
      Map<String, String> headers,
      boolean checksummed,
      Instant initiated) {
    String id = String.format("upload%026d", ids.incrementAndGet());
    Upload upload = new Upload(id, key, storageClass, headers, checksummed, initiated);
    byId.put(id, upload);
    return upload;
  }

  /// The upload of that id for that key, or null.
  public @Nullable Upload find(String id, String key) {
    Upload upload = byId.get(id);
    return upload != null && upload.key().equals(key) ? upload : null;
  }

  /// Forgets an upload; true if it was there.
  public boolean remove(Upload upload) {
    return byId.remove(upload.id(), upload);
  }

  /// Uploads whose key begins with `prefix`, by key and then by id.
  public List<Upload> all(String prefix) {
    Collection<Upload> uploads = byId.values();
    return uploads.stream()
        .filter(upload -> upload.key().startsWith(prefix))
        .sorted(Comparator.comparing(Upload::key, KeyOrder.UTF8).thenComparing(Upload::id))
        .toList();
  }
}
