package io.sluice.vfs.write;

import io.sluice.memory.Slab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.part.PartSizes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Opens sessions whose parts are so small that a story of thousands of WRITEs fits into some
/// kilobytes.
public final class SmallParts {
  /// The size of a part.
  public static final int PART = 512;

  /// The least size of a part that is not the last: five eighths, as S3's is of Sluice's.
  public static final int LEAST = 320;

  /// The page of a client.
  public static final int PAGE = 64;

  /// Those who wait look at the ticker so often, since a story moves it quickly.
  private static final long LOOK = TimeUnit.MICROSECONDS.toNanos(50);

  private SmallParts() {}

  /// What a process finds that was started when another one was killed with this log, which others
  /// may be writing: records and parts as they were at one moment.
  public static SessionLog copy(SessionLog log) {
    while (true) {
      Map<FileId, SessionRecord> records = log.all();
      SessionLog copy = SessionLog.inMemory();
      copy.spilled().putAll(log.spilled());
      if (log.all().equals(records)) {
        records.forEach(copy::put);
        return copy;
      }
    }
  }

  /// As [Sessions#open].
  public static <B extends ObjectUploads & ObjectStore> Sessions open(
      B bucket,
      Slab slab,
      SessionLog log,
      SessionSettings.CloseBy close,
      long verifier,
      InstantSource clock,
      LongSupplier ticker) {
    return Sessions.open(
        bucket,
        bucket,
        slab,
        log,
        new SessionSettings(Duration.ofSeconds(3), close, false, 8L * PART),
        verifier,
        clock,
        ticker,
        bucket.wantsPartsAlike()
            ? PartSizes.alike(PART, PAGE)
            : new PartSizes(PART, LEAST, PAGE, 8L * PART),
        LOOK);
  }
}
