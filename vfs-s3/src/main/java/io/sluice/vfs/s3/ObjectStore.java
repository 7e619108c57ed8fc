package io.sluice.vfs.s3;

import java.nio.ByteBuffer;

/// One bucket, in S3's words: the only way in which this program asks for anything of it.
///
/// Every call blocks until it has its answer, retries what can be retried, and throws
/// `VfsException` for the rest, with words that name the bucket and the key: `ACCESS_DENIED` (403,
/// an archived object), `BUSY` (throttled or unreachable for longer than the I/O timeout), `IO`.
public interface ObjectStore {
  /// HeadObject.
  HeadOutcome headObject(ObjectKey key);

  /// Whether listings come in the order of the keys' bytes and `start-after` works, as far as is
  /// known before any was seen: not in directory buckets.
  default boolean listsInOrder() {
    return true;
  }

  /// ListObjectsV2, one page.
  ListPage listObjectsV2(ListRequest request);

  /// GetObject of the range from `request.offset()` that fits between the position and the limit of
  /// `into`. A body that breaks off is resumed with the same ETag, so bytes of two versions never
  /// meet. On [GetOutcome.Filled] the position is behind the last byte; else the buffer's content
  /// is undefined.
  GetOutcome getObject(GetRequest request, ByteBuffer into);

  /// DeleteObject; the same whether the key is there.
  void deleteObject(ObjectKey key);

  /// PutObject of no bytes, as the marker of a directory, with `If-None-Match: *`.
  ///
  /// @return whether it was put; false if an object of this key is there, which stays as it is
  boolean putEmptyObject(ObjectKey key);
}
