package io.sluice.vfs.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A bucket in a sorted map that lists as S3 does, in pages as small as a test wants, and counts
/// what it is asked.
public final class TreeObjectStore implements ObjectStore {
  /// What is stored under a key.
  private record Stored(ByteBuffer bytes, ETag eTag, Instant lastModified, StorageTier tier) {}

  public final AtomicInteger heads = new AtomicInteger();
  public final AtomicInteger lists = new AtomicInteger();
  public final AtomicInteger gets = new AtomicInteger();
  public final AtomicInteger deletes = new AtomicInteger();

  /// What happens before a deletion is done; for tests of one thread.
  public Runnable beforeDelete = () -> {};

  /// What happens between a deletion and its answer; for tests of one thread.
  public Runnable afterDelete = () -> {};

  /// What happens before bytes are given, and may be thrown instead.
  public Consumer<GetRequest> beforeGet = request -> {};

  /// What happens between the reading of bytes and its answer.
  public Runnable afterGet = () -> {};

  public final AtomicInteger puts = new AtomicInteger();

  private final NavigableMap<ObjectKey, Stored> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Stored> oldVersions = new TreeMap<>();
  private final int pageSize;
  private int writes;

  public TreeObjectStore(int pageSize) {
    this.pageSize = pageSize;
  }

  public void put(String key, String content) {
    put(key, content, StorageTier.READABLE);
  }

  public void put(String key, String content, StorageTier tier) {
    writes++;
    Instant modified = Instant.parse("2026-01-01T00:00:00Z");
    Stored stored =
        new Stored(
            StandardCharsets.UTF_8.encode(content), new ETag("\"" + writes + "\""), modified, tier);
    Stored before = objects.put(new ObjectKey(key), stored);
    if (before != null) {
      oldVersions.put("v" + before.eTag().value(), before);
    }
  }

  public void delete(String key) {
    objects.remove(new ObjectKey(key));
  }

  public void deleteOldVersions() {
    oldVersions.clear();
  }

  public int requests() {
    return heads.get() + lists.get() + gets.get() + deletes.get() + puts.get();
  }

  @Override
  public HeadOutcome headObject(ObjectKey key) {
    heads.incrementAndGet();
    Stored stored = objects.get(key);
    return stored == null ? new HeadOutcome.Missing() : new HeadOutcome.Found(summary(key, stored));
  }

  /// Runs once, after a page was made and before it is given: what comes in between.
  public @Nullable Runnable meanwhile;

  @Override
  public ListPage listObjectsV2(ListRequest request) {
    ListPage page = page(request);
    Runnable once = meanwhile;
    if (once != null) {
      meanwhile = null;
      once.run();
    }
    return page;
  }

  private ListPage page(ListRequest request) {
    lists.incrementAndGet();
    int most = Math.min(pageSize, request.maxKeys());
    List<ObjectSummary> found = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = request.token() != null ? request.token() : request.startAfter();
    for (Map.Entry<ObjectKey, Stored> entry : objects.entrySet()) {
      String key = entry.getKey().text();
      if (!key.startsWith(request.prefix()) || isListed(key, last)) {
        continue;
      }
      if (found.size() + prefixes.size() == most) {
        return new ListPage(found, prefixes, last);
      }
      int slash = request.delimited() ? key.indexOf('/', request.prefix().length()) : -1;
      if (slash < 0) {
        found.add(summary(entry.getKey(), entry.getValue()));
        last = key;
      } else {
        prefixes.add(key.substring(0, slash + 1));
        last =
            key.substring(0, slash + 1) + new String(Character.toChars(Character.MAX_CODE_POINT));
      }
    }
    return new ListPage(found, prefixes, null);
  }

  private static boolean isListed(String key, @Nullable String last) {
    return last != null && new ObjectKey(key).compareTo(new ObjectKey(last)) <= 0;
  }

  @Override
  public GetOutcome getObject(GetRequest request, ByteBuffer into) {
    gets.incrementAndGet();
    beforeGet.accept(request);
    Stored stored =
        request.version() == null
            ? objects.get(request.key())
            : oldVersions.get(request.version().value());
    if (stored == null) {
      return new GetOutcome.Missing();
    }
    if (request.ifMatch() != null && !request.ifMatch().equals(stored.eTag())) {
      return new GetOutcome.Changed();
    }
    int offset = (int) Math.min(request.offset(), stored.bytes().limit());
    into.put(
        stored.bytes().slice(offset, Math.min(into.remaining(), stored.bytes().limit() - offset)));
    afterGet.run();
    return new GetOutcome.Filled(versioned ? new VersionId("v" + stored.eTag().value()) : null);
  }

  @Override
  public void deleteObject(ObjectKey key) {
    deletes.incrementAndGet();
    beforeDelete.run();
    objects.remove(key);
    afterDelete.run();
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    puts.incrementAndGet();
    if (objects.containsKey(key)) {
      return false;
    }
    put(key.text(), "");
    return true;
  }

  /// Whether an object has this key.
  public boolean has(String key) {
    return objects.containsKey(new ObjectKey(key));
  }

  /// Whether the bucket keeps old versions.
  public boolean versioned;

  /// Whether the server knows ETags.
  public boolean hasETags = true;

  private ObjectSummary summary(ObjectKey key, Stored stored) {
    ETag eTag = hasETags ? stored.eTag() : null;
    return new ObjectSummary(
        key, stored.bytes().limit(), stored.lastModified(), eTag, stored.tier());
  }
}
