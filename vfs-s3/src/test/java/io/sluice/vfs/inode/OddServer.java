package io.sluice.vfs.inode;

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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server whose listings are odd in ways that S3's rules allow, or that some servers take.
final class OddServer implements ObjectStore {
  private static final String EMPTY = "empty";

  /// Whether every listing begins with a page of nothing and a token.
  boolean beginsWithAnEmptyPage;

  /// Whether there is, in place of nothing, a key that is not UTF-8.
  boolean beginsWithAStrayKey;

  /// Whether listings of a level come last name first.
  boolean listsBackwards;

  private final ObjectStore store;

  OddServer(ObjectStore store) {
    this.store = store;
  }

  @Override
  public ListPage listObjectsV2(ListRequest request) {
    if (beginsWithAnEmptyPage) {
      return request.token() == null
          ? new ListPage(stray(request), List.of(), EMPTY + request.startAfter())
          : store.listObjectsV2(plain(request, startAfter(request.token())));
    }
    return listsBackwards && request.delimited()
        ? backwards(store.listObjectsV2(plain(request, null)), request.token())
        : store.listObjectsV2(request);
  }

  private List<ObjectSummary> stray(ListRequest request) {
    ObjectKey key = new ObjectKey(request.prefix() + "\uDC80");
    return beginsWithAStrayKey
        ? List.of(new ObjectSummary(key, 0, Instant.EPOCH, null, StorageTier.READABLE))
        : List.of();
  }

  private static ListRequest plain(ListRequest request, @Nullable String after) {
    return new ListRequest(request.prefix(), request.delimited(), after, null, request.maxKeys());
  }

  private static @Nullable String startAfter(String token) {
    String after = token.substring(EMPTY.length());
    return after.equals("null") ? null : after;
  }

  /// Two objects on each page, the last ones first; then the directories.
  private static ListPage backwards(ListPage all, @Nullable String token) {
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(from + 2, all.objects().size());
    return from < to
        ? new ListPage(all.objects().reversed().subList(from, to), List.of(), String.valueOf(to))
        : new ListPage(List.of(), all.commonPrefixes().reversed(), null);
  }

  @Override
  public HeadOutcome headObject(ObjectKey key) {
    return store.headObject(key);
  }

  @Override
  public GetOutcome getObject(GetRequest request, ByteBuffer into) {
    return store.getObject(request, into);
  }

  @Override
  public void deleteObject(ObjectKey key) {
    store.deleteObject(key);
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    return store.putEmptyObject(key);
  }
}
