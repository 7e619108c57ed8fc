package io.sluice.it.bucket;

import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.fake.store.Listing;
import io.sluice.it.fake.store.StoredObject;
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

/// A bucket of computed keys that holds no memory: without sockets, and its objects without bytes.
///
/// @param keys that it has
record ComputedStore(KeySpace keys) implements ObjectStore {
  @Override
  public HeadOutcome headObject(ObjectKey key) {
    StoredObject found = keys.ceiling(key.text());
    return found == null || !found.key().equals(key.text())
        ? new HeadOutcome.Missing()
        : new HeadOutcome.Found(summary(found));
  }

  @Override
  public ListPage listObjectsV2(ListRequest request) {
    String after = request.startAfter() == null ? "" : request.startAfter() + '\0';
    String from = request.token() == null ? after : request.token();
    String delimiter = request.delimited() ? "/" : "";
    Listing page =
        Listing.of(
            keys::ceiling, new Listing.Ask(request.prefix(), delimiter, from, request.maxKeys()));
    return new ListPage(
        page.objects().stream().map(ComputedStore::summary).toList(),
        page.commonPrefixes(),
        page.resume());
  }

  @Override
  public GetOutcome getObject(GetRequest request, ByteBuffer into) {
    return new GetOutcome.Missing();
  }

  @Override
  public void deleteObject(ObjectKey key) {
    throw new UnsupportedOperationException("computed keys stay");
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    throw new UnsupportedOperationException("computed keys stay alone");
  }

  private static ObjectSummary summary(StoredObject object) {
    return new ObjectSummary(
        new ObjectKey(object.key()),
        object.size(),
        object.lastModified(),
        new ETag('"' + object.etag() + '"'),
        StorageTier.READABLE);
  }
}
