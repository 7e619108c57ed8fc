package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.SessionParts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How sessions begin: with nothing, or with an object that this mount published.
///
/// Safe for any number of threads.
final class SessionStart {
  /// Beyond, CREATE waits: about 1 KiB each without their bytes.
  private static final int MOST = 50_000;

  private final SessionPorts ports;
  private final OpenSessions open;
  private final Instant startedAt;

  /// @param open takes them in
  SessionStart(SessionPorts ports, OpenSessions open) {
    this.ports = ports;
    this.open = open;
    this.startedAt = ports.clock().instant();
  }

  /// A file was created; it is remembered when this returns.
  void create(
      FileId file,
      ObjectKey key,
      @Nullable Long createVerifier,
      @Nullable ETag base,
      SessionRecord.Attributes attributes) {
    if (open.size() >= MOST && !open.endOldest()) {
      throw new VfsException(VfsError.BUSY, MOST + " files are being written");
    }
    Instant now = ports.clock().instant();
    SessionCore core = core(key, now, createVerifier, base, attributes);
    SessionRecord former = ports.log().find(file);
    if (former != null && former.key().equals(key.text())) {
      core.inherits(former);
    }
    WriteSession before = open.remove(file);
    if (before != null) {
      core.attempts.addAll(before.dropped());
    }
    if (core.attempts.isAny()) {
      core.sizeSet(0); // what S3 takes in still is of the file before: it is cut off then
    }
    ports.log().put(file, core.record(new Stage.Open(base)));
    open.put(new WriteSession(file, core, ports));
  }

  /// Goes on with an object that this mount published.
  ///
  /// @param isRemoved whether the file has no name any more
  /// @return whether it did
  boolean resume(
      FileId file,
      ObjectKey key,
      ETag eTag,
      long size,
      SessionRecord.Attributes attributes,
      boolean isRemoved) {
    if (!isOurs(file, key, eTag)) {
      return open.find(file) != null; // another call resumed it meanwhile, and it is further now
    }
    SessionRecord record = ports.log().find(file);
    Long createVerifier = record == null ? null : record.createVerifier();
    SessionCore core = resting(key, createVerifier, eTag, size, attributes);
    if (record != null) {
      core.inherits(record);
      core.restores(record.endSet());
    }
    if (isRemoved) {
      core.unlinked(true);
    }
    if (record != null
        && record.isLeftBehind(startedAt, ports.clock().instant(), Recovery.PATIENCE)) {
      // its client sends again what the former process had, maybe long after it closed the file
      Recovery recovery = new Recovery(ports.ticker().getAsLong());
      recovery.closed();
      core.recovers(recovery);
    }
    open.putIfAbsent(new WriteSession(file, core, ports));
    return true;
  }

  /// Goes on with an object without bytes, whoever put it.
  void replaceEmpty(FileId file, ObjectKey key, ETag eTag, SessionRecord.Attributes attributes) {
    SessionCore core = resting(key, null, eTag, 0, attributes);
    open.putIfAbsent(new WriteSession(file, core, ports)); // calls come together
  }

  private SessionCore resting(
      ObjectKey key,
      @Nullable Long createVerifier,
      ETag eTag,
      long size,
      SessionRecord.Attributes attributes) {
    SessionCore core = core(key, ports.clock().instant(), createVerifier, eTag, attributes);
    core.parts.grid().restsAt(size);
    core.inS3.restsOn(eTag);
    return core;
  }

  private SessionCore core(
      ObjectKey key,
      Instant createdAt,
      @Nullable Long createVerifier,
      @Nullable ETag base,
      SessionRecord.Attributes attributes) {
    return new SessionCore(
        key,
        new SessionParts(ports.sizes(), ports.memory().slab()),
        new CloseTiming(ports.ticker().getAsLong()),
        createdAt,
        createVerifier,
        base,
        attributes);
  }

  /// Whether this mount published just this object within a day, or a former process was sending it
  /// when it ended, and S3 took it in after the next one had looked.
  private boolean isOurs(FileId file, ObjectKey key, ETag eTag) {
    SessionRecord record = ports.log().find(file);
    if (record == null || record.isOf(eTag)) {
      return record != null;
    }
    return !record.attempts().isEmpty()
        && ports
            .uploads()
            .headStored(key)
            .filter(there -> there.eTag().equals(eTag) && record.hasSent(there))
            .isPresent();
  }
}
