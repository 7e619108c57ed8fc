package io.sluice.vfs.write.model;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.MemoryBucket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The bucket as one life of the server reaches it: with mishaps, and not any more when it is dead.
class LifeBucket implements ObjectUploads, ObjectStore {
  /// Who is told what becomes of objects.
  interface Witness {
    /// The server made an object.
    ///
    /// @param before the object that was there
    void published(ObjectKey key, @Nullable ETag before);

    /// A request of this name failed on purpose.
    void failed(ObjectKey key, String name, VfsError error);
  }

  private final MemoryBucket bucket;
  private final Mishaps mishaps;
  private final Witness witness;
  private final Runnable atDeath;
  private boolean isDead;

  LifeBucket(MemoryBucket bucket, Mishaps mishaps, Witness witness, Runnable atDeath) {
    this.bucket = bucket;
    this.mishaps = mishaps;
    this.witness = witness;
    this.atDeath = atDeath;
  }

  @Override
  public boolean wantsPartsAlike() {
    return bucket.wantsPartsAlike();
  }

  /// From now on, nothing of this life comes to S3.
  synchronized void die() {
    if (!isDead) {
      isDead = true;
      atDeath.run();
    }
  }

  synchronized boolean isDead() {
    return isDead;
  }

  final synchronized <T> T request(String name, ObjectKey key, Supplier<T> done) {
    if (isDead) {
      throw new VfsException(VfsError.IO, "this server is dead");
    }
    mishaps.comes();
    Step mishap = mishaps.take(name);
    if (mishap instanceof Step.Fail(String _, VfsError error, boolean isDone)) {
      boolean isBegun = name.equals("CreateMultipartUpload");
      if (isDone && (error == VfsError.BUSY || !isBegun)) { // an S3 that refuses begins nothing
        var _ = done.get();
      }
      witness.failed(key, name, error);
      throw new VfsException(error, name + " fails in this story");
    }
    if (mishap instanceof Step.CrashAt(String _, boolean isDone)) {
      if (isDone) {
        var _ = done.get();
      }
      die();
      throw new VfsException(VfsError.IO, "this server dies");
    }
    if (mishap instanceof Step.CrashBefore(String _, int number)) {
      mishaps.later(
          number,
          () -> {
            var _ = done.get();
          });
      die();
      throw new VfsException(VfsError.IO, "this server dies");
    }
    if (mishap instanceof Step.LoseAnswer) {
      bucket.loseAnswerOfNext(name);
    }
    return done.get();
  }

  private PutOutcome publishing(ObjectKey key, Supplier<PutOutcome> done) {
    ETag before = bucket.eTag(key);
    PutOutcome outcome = done.get();
    if (!Objects.equals(before, bucket.eTag(key))) {
      witness.published(key, before);
    }
    return outcome;
  }

  /// A body of its own, which outlives the memory that it was in.
  static UploadBody copy(UploadBody body) {
    ByteBuffer bytes = ByteBuffer.allocate((int) body.size());
    body.pieces().forEach(piece -> bytes.put(piece.duplicate()));
    return new UploadBody(List.of(bytes.flip()), body.size(), body.crc32c());
  }

  @Override
  public PutOutcome putObject(ObjectKey key, UploadBody body, Precondition only) {
    UploadBody kept = copy(body); // it may come to S3 when this life's memory is another's
    return request(
        "PutObject", key, () -> publishing(key, () -> bucket.putObject(key, kept, only)));
  }

  @Override
  public UploadId createMultipartUpload(ObjectKey key) {
    return request("CreateMultipartUpload", key, () -> bucket.createMultipartUpload(key));
  }

  @Override
  public PartOutcome uploadPart(PartSlot slot, UploadBody body) {
    return request("UploadPart", slot.key(), () -> bucket.uploadPart(slot, body));
  }

  @Override
  public PartOutcome uploadPartCopy(PartSlot slot, ETag source, long from, long to) {
    return request(
        "UploadPartCopy", slot.key(), () -> bucket.uploadPartCopy(slot, source, from, to));
  }

  @Override
  public PutOutcome completeMultipartUpload(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only) {
    return request(
        "CompleteMultipartUpload",
        key,
        () ->
            publishing(key, () -> bucket.completeMultipartUpload(key, upload, parts, whole, only)));
  }

  @Override
  public void abortMultipartUpload(ObjectKey key, UploadId upload) {
    request(
        "AbortMultipartUpload",
        key,
        () -> {
          bucket.abortMultipartUpload(key, upload);
          return true;
        });
  }

  @Override
  public Optional<List<UploadedPart>> listParts(ObjectKey key, UploadId upload) {
    return request("ListParts", key, () -> bucket.listParts(key, upload));
  }

  @Override
  public List<OpenUpload> listMultipartUploads(ObjectKey key) {
    return request("ListMultipartUploads", key, () -> bucket.listMultipartUploads(key));
  }

  @Override
  public Optional<StoredObject> headStored(ObjectKey key) {
    return request("HeadObject", key, () -> bucket.headStored(key));
  }

  @Override
  public GetOutcome getObject(GetRequest get, ByteBuffer into) {
    return request("GetObject", get.key(), () -> bucket.getObject(get, into));
  }

  @Override
  public HeadOutcome headObject(ObjectKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ListPage listObjectsV2(ListRequest list) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteObject(ObjectKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean putEmptyObject(ObjectKey key) {
    throw new UnsupportedOperationException();
  }
}
