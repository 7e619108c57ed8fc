package io.sluice.it.model;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StorageTier;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A bucket in memory, of names without bytes, that lists as S3 does in pages of a few keys.
///
/// One lock, as several threads of the file system may ask at once.
final class SmallBucket implements ObjectStore {
  /// The order of listings.
  enum Order {
    /// By the bytes of the keys: every general purpose bucket.
    BYTES,
    /// None that a client knows, and no `start-after`: a directory bucket of S3 Express. A common
    /// prefix may come again on a later page.
    SCATTERED
  }

  /// What goes before the last key of a page in a token: a token is not a key.
  private static final String TOKEN = "after:";

  /// How long a request takes: something, so that what comes after it is younger, and next to
  /// nothing, so that stories need not count it.
  private static final Duration REQUEST = Duration.ofNanos(1);

  private static final String LAST_CHARACTER =
      new String(Character.toChars(Character.MAX_CODE_POINT));

  private final int pageSize;
  private final Order order;
  private final TestTime time;
  private final NavigableMap<ObjectKey, Version> objects;

  SmallBucket(int pageSize, Order order, TestTime time) {
    this.pageSize = pageSize;
    this.order = order;
    this.time = time;
    this.objects = new TreeMap<>(comparator(order));
  }

  private static Comparator<ObjectKey> comparator(Order order) {
    return switch (order) {
      case BYTES -> Comparator.naturalOrder();
      case SCATTERED ->
          Comparator.<ObjectKey>comparingInt(key -> Integer.reverse(key.text().hashCode() * 31))
              .thenComparing(Comparator.naturalOrder());
    };
  }

  synchronized void put(String key, Version version) {
    objects.put(new ObjectKey(key), version);
  }

  synchronized void delete(String key) {
    objects.remove(new ObjectKey(key));
  }

  /// All keys, in the order of listings.
  synchronized Collection<String> keys() {
    return objects.keySet().stream().map(ObjectKey::text).toList();
  }

  @Override
  public synchronized HeadOutcome headObject(ObjectKey key) {
    time.pass(REQUEST);
    Version version = objects.get(key);
    return version == null
        ? new HeadOutcome.Missing()
        : new HeadOutcome.Found(summary(key, version));
  }

  @Override
  public boolean listsInOrder() {
    return order == Order.BYTES;
  }

  @Override
  public synchronized ListPage listObjectsV2(ListRequest request) {
    time.pass(REQUEST);
    int most = Math.min(pageSize, request.maxKeys());
    List<ObjectSummary> found = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    String last = lastListed(request);
    for (Map.Entry<ObjectKey, Version> entry : after(last).entrySet()) {
      ObjectKey key = entry.getKey();
      if (!key.text().startsWith(request.prefix())) {
        continue;
      }
      String rolledUp = rolledUp(request, key.text());
      if (rolledUp == null || !prefixes.contains(rolledUp)) {
        if (found.size() + prefixes.size() == most) {
          return new ListPage(found, List.copyOf(prefixes), TOKEN + last);
        }
        if (rolledUp == null) {
          found.add(summary(key, entry.getValue()));
        } else {
          prefixes.add(rolledUp);
        }
      }
      last = rolledUp != null && order == Order.BYTES ? rolledUp + LAST_CHARACTER : key.text();
    }
    return new ListPage(found, List.copyOf(prefixes), null);
  }

  private @Nullable String lastListed(ListRequest request) {
    if (request.token() != null) {
      return request.token().substring(TOKEN.length());
    }
    return order == Order.BYTES ? request.startAfter() : null;
  }

  private NavigableMap<ObjectKey, Version> after(@Nullable String last) {
    return last == null ? objects : objects.tailMap(new ObjectKey(last), false);
  }

  private static @Nullable String rolledUp(ListRequest request, String key) {
    int slash = request.delimited() ? key.indexOf('/', request.prefix().length()) : -1;
    return slash < 0 ? null : key.substring(0, slash + 1);
  }

  @Override
  public GetOutcome getObject(GetRequest request, ByteBuffer into) {
    throw new UnsupportedOperationException("a bucket of names without bytes");
  }

  @Override
  public synchronized void deleteObject(ObjectKey key) {
    time.pass(REQUEST);
    objects.remove(key);
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    throw new UnsupportedOperationException("stories make local directories, not markers");
  }

  private static ObjectSummary summary(ObjectKey key, Version version) {
    return new ObjectSummary(
        key,
        version.size(),
        version.modified(),
        new ETag('"' + version.eTag() + '"'),
        StorageTier.READABLE);
  }
}
