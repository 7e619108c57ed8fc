package io.sluice.vfs.s3;

import java.nio.ByteBuffer;

/// One bucket, in S3's words: the only way in which this program asks for anything of it.
///
/// Every call blocks until it has its answer, retries what can be retried, and throws
/// `VfsException` for the rest, with words that name the bucket and the key: `ACCESS_DENIED` (403,
/// an archived object), `BUSY` (throttled or unreachable for longer than the I/O timeout), `IO`.
public interface ObjectStore {
  /// The bucket, by a name that no other has, of this server or another.
  default String name() {
    return "bucket";
  }

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

  /// GetObject of a range whose bytes are handed on as they come, the first ones first. A body that
  /// breaks off is resumed behind what came, with the same ETag: also if the outcome is not
  /// [GetOutcome.Filled] or something is thrown, what came is of this version.
  ///
  /// A whole object whose bytes do not have the checksum that S3 tells is `IO`; its last piece, or
  /// all of a small one, is not handed on, and of what was the sink is told. Interrupting the
  /// thread ends the call with `BUSY` and cuts its connection. What `body` throws comes out as it
  /// is.
  ///
  /// This one is for stores that have all bytes at hand: it takes the range at once.
  default GetOutcome getObject(RangeRequest range, BodySink body) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
    GetOutcome outcome = getObject(range.get(), bytes);
    if (outcome instanceof GetOutcome.Filled) {
      bytes.flip();
      while (bytes.hasRemaining()) {
        ByteBuffer room = body.room();
        int count = Math.min(room.remaining(), bytes.remaining());
        room.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        body.came(count);
      }
    }
    return outcome;
  }

  /// DeleteObject; the same whether the key is there.
  void deleteObject(ObjectKey key);

  /// DeleteObject, if the object is still this one; nothing happens if it is not.
  ///
  /// This one looks first, and cannot keep another client from replacing it in between.
  default void deleteObject(ObjectKey key, ETag only) {
    if (headObject(key) instanceof HeadOutcome.Found(ObjectSummary there)
        && only.equals(there.eTag())) {
      deleteObject(key);
    }
  }

  /// PutObject of no bytes, as the marker of a directory, with `If-None-Match: *`.
  ///
  /// @return whether it was put; false if an object of this key is there, which stays as it is
  boolean putEmptyObject(ObjectKey key);
}
