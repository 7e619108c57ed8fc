package io.sluice.vfs.write.model;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.MemoryBucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says of each part that it is there as soon as it is to be sent, and sends it before the upload
/// is completed: so a COMMIT is answered before its UploadPart succeeded.
final class EarlyAnswers extends LifeBucket {
  private record Waiting(PartSlot slot, UploadBody body, ETag early) {}

  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<ETag, ETag> late = new HashMap<>();
  private int answers;

  EarlyAnswers(MemoryBucket bucket, Mishaps mishaps, Witness witness, Runnable atDeath) {
    super(bucket, mishaps, witness, atDeath);
  }

  @Override
  public synchronized PartOutcome uploadPart(PartSlot slot, UploadBody body) {
    ETag early = new ETag("\"early-" + ++answers + "\"");
    waiting.add(new Waiting(slot, copy(body), early));
    return new PartOutcome.Stored(
        new UploadedPart(slot.number(), early, body.size(), body.crc32c()));
  }

  @Override
  public synchronized PutOutcome completeMultipartUpload(
      ObjectKey key,
      UploadId upload,
      List<UploadedPart> parts,
      @Nullable Crc32c whole,
      Precondition only) {
    for (Waiting part : waiting) {
      if (super.uploadPart(part.slot(), part.body()) instanceof PartOutcome.Stored(var there)) {
        late.put(part.early(), there.eTag());
      }
    }
    waiting.clear();
    List<UploadedPart> real =
        parts.stream()
            .map(part ->
                new UploadedPart(
                    part.number(),
                    late.getOrDefault(part.eTag(), part.eTag()),
                    part.size(),
                    part.crc32c()))
            .toList();
    return super.completeMultipartUpload(key, upload, real, whole, only);
  }
}
