package io.sluice.it.bucket;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A bucket that lets nobody put anything, for tests that write no files.
public final class NoUploads implements ObjectUploads {
  private static VfsException refused() {
    return new VfsException(VfsError.ACCESS_DENIED, "nothing is put in this test");
  }

  @Override
  public PutOutcome putObject(ObjectKey key, UploadBody body, Precondition only) {
    throw refused();
  }

  @Override
  public UploadId createMultipartUpload(ObjectKey key) {
    throw refused();
  }

  @Override
  public PartOutcome uploadPart(PartSlot slot, UploadBody body) {
    throw refused();
  }

  @Override
  public PartOutcome uploadPartCopy(PartSlot slot, ETag source, long from, long to) {
    throw refused();
  }

  @Override
  public PutOutcome completeMultipartUpload(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only) {
    throw refused();
  }

  @Override
  public void abortMultipartUpload(ObjectKey key, UploadId upload) {
    throw refused();
  }

  @Override
  public Optional<List<UploadedPart>> listParts(ObjectKey key, UploadId upload) {
    throw refused();
  }

  @Override
  public List<OpenUpload> listMultipartUploads(ObjectKey key) {
    throw refused();
  }

  @Override
  public Optional<StoredObject> headStored(ObjectKey key) {
    throw refused();
  }
}
