package io.sluice.vfs.s3;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The requests by which objects come into one bucket.
///
/// Every call blocks until it has its answer, retries what can be retried until the I/O timeout,
/// and throws `VfsException` for the rest, with words that name the bucket and the key:
/// `ACCESS_DENIED` (403), `BUSY` (throttled, unreachable or with expired credentials for longer
/// than the I/O timeout), `NO_SPACE` (a quota), `TOO_LARGE`, `IO` (anything else, such as bytes
/// that did not arrive as they were).
public interface ObjectUploads {
  /// PutObject, with the checksum of the bytes if the server takes any.
  ///
  /// @return never `NoSuchUpload`
  PutOutcome putObject(ObjectKey key, UploadBody body, Precondition only);

  /// CreateMultipartUpload, with CRC32C over the whole object.
  UploadId createMultipartUpload(ObjectKey key);

  /// The same for an upload of which some parts are to be copied: with CRC32C only where the server
  /// tells that of copied parts, since others then refuse to complete it.
  default UploadId createMultipartUploadForCopies(ObjectKey key) {
    return createMultipartUpload(key);
  }

  /// UploadPart, with the checksum of the bytes. The same number again replaces the part.
  ///
  /// @return never `SourceChanged`
  PartOutcome uploadPart(PartSlot slot, UploadBody body);

  /// UploadPartCopy of the bytes from `from` to before `to` of the object that the key has now, if
  /// it is still that of `source`.
  PartOutcome uploadPartCopy(PartSlot slot, ETag source, long from, long to);

  /// CompleteMultipartUpload. An error in the body of a 200 is an error.
  ///
  /// @param parts in the order of their numbers
  /// @param whole checksum of the whole object, if it is known: S3 compares it, unless there are
  ///   parts whose checksums are not known
  PutOutcome completeMultipartUpload(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only);

  /// AbortMultipartUpload; the same whether there is such an upload.
  void abortMultipartUpload(ObjectKey key, UploadId upload);

  /// ListParts, all pages, in the order of their numbers; empty if there is no such upload.
  Optional<List<UploadedPart>> listParts(ObjectKey key, UploadId upload);

  /// ListMultipartUploads of exactly this key.
  List<OpenUpload> listMultipartUploads(ObjectKey key);

  /// HeadObject with the checksum; empty if there is no object.
  Optional<StoredObject> headStored(ObjectKey key);

  /// Whether all parts of an upload but the last must have one size.
  default boolean wantsPartsAlike() {
    return false;
  }

  /// Finds out, once, whether the server heeds preconditions, by an object that was just put: its
  /// bytes are put again on the condition that nothing is there.
  ///
  /// @param own tag of that object
  /// @return the tag that it has now
  default ETag probeConditions(ObjectKey ownKey, UploadBody sameBytes, ETag own) {
    return own;
  }
}
