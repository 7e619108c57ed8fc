package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.DurablePart;
import io.sluice.vfs.write.part.Part;
import io.sluice.vfs.write.part.SessionParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes up what a former process was writing: what it had told its clients to be durable is there,
/// and they send the rest again.
final class TakenUp {
  private TakenUp() {}

  /// Begins to take up all that a former process was writing.
  static void all(SessionPorts ports, OpenSessions open) {
    Map<FileId, SessionRecord> all = ports.log().all();
    ports.unwanted().takeUp(all, ports.ticker().getAsLong());
    all.forEach((file, record) -> {
      WriteSession session = session(file, record, ports);
      if (session != null) {
        open.put(session);
        Thread.ofVirtual().name("take up").start(() -> session.takeUp(record));
      }
    });
  }

  /// The session of a file that was being written; null if it was published. S3 is asked by
  /// [#load].
  private static @Nullable WriteSession session(
      FileId file, SessionRecord record, SessionPorts ports) {
    ETag base = record.base();
    if (record.stage() instanceof Stage.Published || record.stage() instanceof Stage.Unwanted) {
      return null;
    }
    SessionCore core =
        new SessionCore(
            new ObjectKey(record.key()),
            new SessionParts(ports.sizes(), ports.memory().slab()),
            new CloseTiming(ports.ticker().getAsLong()),
            record.createdAt(),
            record.createVerifier(),
            base,
            record.attributes());
    core.begins(record);
    if (hasBytes(record)) {
      core.recovers(new Recovery(ports.ticker().getAsLong()));
      core.timing.refused(ports.ticker().getAsLong()); // WRITEs may have been; nobody knows of them
    }
    core.loading(true);
    core.shows(size(record));
    core.left(record.upload());
    return new WriteSession(file, core, ports);
  }

  /// Whether bytes came, which its client is to send again. An empty file may have been on its way
  /// to S3 without any.
  private static boolean hasBytes(SessionRecord record) {
    return record.written()
        || switch (record.stage()) {
          case Stage.Uploading _ -> true;
          case Stage.Publishing last -> last.size() > 0;
          case Stage.Open _, Stage.Unwanted _, Stage.Published _ -> false;
        };
  }

  /// The size of what clients were told that it is safe.
  private static long size(SessionRecord record) {
    Long before = record.continuesFrom();
    long safe = before == null ? 0 : before;
    long set = record.endSet() == null ? -1 : record.endSet().size();
    return switch (record.stage()) {
      case Stage.Uploading up when !up.parts().isEmpty() -> Math.max(up.size(), set);
      case Stage.Publishing publishing -> Math.max(publishing.size(), set);
      case Stage.Uploading _, Stage.Open _, Stage.Unwanted _, Stage.Published _ ->
          set < 0 ? safe : set;
    };
  }

  /// Asks S3 how far a file came.
  ///
  /// @return what it is to go on from
  /// @throws VfsException `BUSY` if S3 cannot be reached; `IO` if what was durable is gone, or
  ///   another object is there
  static Found load(FileId file, SessionRecord record, SessionPorts ports) {
    ObjectKey key = new ObjectKey(record.key());
    Found found = found(file, key, record, ports);
    ETag base = record.base();
    if (!isLessThanBefore(found, record)) {
      return found;
    }
    Long size = record.continuesFrom();
    Found before = base == null || size == null ? found : new Found.Before(base, size);
    Found known = there(key, base, record, ports).<Found>map(Found.Whole::new).orElse(before);
    if (found instanceof Found.Parts(UploadId unused, List<Part> parts, long _)
        && !known.equals(found)) {
      parts.forEach(Part::release);
      // its file goes on whether that is allowed or not
      ports.unwanted().abort(ports.unwanted().remember(key, unused), ports.ticker().getAsLong());
    }
    return known;
  }

  /// Whether what is durable is less than what the object before has of the file: a copy within S3
  /// goes ahead of the page behind it.
  private static boolean isLessThanBefore(Found found, SessionRecord record) {
    return switch (found) {
      case Found.Nothing() -> true;
      case Found.Parts(UploadId _, List<Part> parts, long size) ->
          parts.isEmpty() || size < ofBefore(record);
      case Found.Before _, Found.Whole _ -> false;
    };
  }

  /// Bytes of the object before with which the file begins.
  private static long ofBefore(SessionRecord record) {
    Long size = record.base() == null ? null : record.continuesFrom();
    long most = record.endSet() == null ? Long.MAX_VALUE : record.endSet().least();
    return size == null ? 0 : Math.min(size, most);
  }

  /// The object that is there, if it is one that was sent and not answered: it may have come to be
  /// there since it was looked for.
  ///
  /// @throws VfsException `IO` if another one is there: it may be of the former process, which
  ///   could not remember it, and nothing may be put in its place
  private static Optional<StoredObject> there(
      ObjectKey key, @Nullable ETag base, SessionRecord record, SessionPorts ports) {
    Optional<StoredObject> there = ports.uploads().headStored(key);
    if (there.isPresent() && record.hasSent(there.get())) {
      return there;
    }
    there
        .filter(object -> object.size() != 0 && !object.eTag().equals(base))
        .ifPresent(object -> {
          throw new VfsException(
              VfsError.IO,
              key + ": there is an object now that the server does not know, which stays");
        });
    return Optional.empty();
  }

  private static Found found(FileId file, ObjectKey key, SessionRecord record, SessionPorts ports) {
    return switch (record.stage()) {
      case Stage.Open _, Stage.Unwanted _, Stage.Published _ -> new Found.Nothing();
      case Stage.Uploading up ->
          up.upload() == null
              ? forgotten(key, up.since(), ports)
              : parts(file, record, up.upload(), up.parts(), up.tail(), ports);
      case Stage.Publishing publishing -> published(file, record, publishing, ports);
    };
  }

  /// What was found.
  sealed interface Found {
    /// Nothing is durable.
    record Nothing() implements Found {}

    /// Nothing is durable but the object that was there before, with whose bytes the file begins.
    record Before(ETag eTag, long size) implements Found {}

    /// Parts of an upload, from the start without a gap.
    ///
    /// @param size of the file so far; the last part may fill up behind it
    record Parts(UploadId upload, List<Part> parts, long size) implements Found {}

    /// It was published before the process ended.
    record Whole(StoredObject object) implements Found {}
  }

  /// The process ended while it asked for an upload: if it got one, nobody else knows of it.
  private static Found forgotten(ObjectKey key, Instant since, SessionPorts ports) {
    ports.unwanted().abortForgotten(key, since, ports.ticker().getAsLong());
    return new Found.Nothing();
  }

  private static Found published(
      FileId file, SessionRecord record, Stage.Publishing publishing, SessionPorts ports) {
    Optional<StoredObject> there = ports.uploads().headStored(new ObjectKey(record.key()));
    if (there.isPresent() && publishing.isOf(there.get())) {
      return new Found.Whole(there.get());
    }
    return publishing.upload() == null
        ? new Found.Nothing()
        : parts(file, record, publishing.upload(), publishing.parts(), new byte[0], ports);
  }

  private static Found parts(
      FileId file,
      SessionRecord record,
      UploadId upload,
      List<DurablePart> committed,
      byte[] tail,
      SessionPorts ports) {
    ObjectKey key = new ObjectKey(record.key());
    Optional<List<UploadedPart>> listed = ports.uploads().listParts(key, upload);
    if (listed.isEmpty() && !committed.isEmpty()) {
      return completed(key, record, committed.getLast().end(), ports);
    }
    if (listed.isEmpty()) {
      return new Found.Nothing();
    }
    Map<Integer, UploadedPart> there =
        listed.get().stream().collect(Collectors.toMap(UploadedPart::number, part -> part));
    RestoredParts restored =
        new RestoredParts(
            file, committed, tail, there, record.stage() instanceof Stage.Uploading, ports);
    return new Found.Parts(upload, restored.parts(), restored.size());
  }

  /// The object that an upload became which is gone, if S3 completed it and the answer was lost.
  ///
  /// @param least bytes of what a commit was answered for
  private static Found completed(
      ObjectKey key, SessionRecord record, long least, SessionPorts ports) {
    return ports
        .uploads()
        .headStored(key)
        .filter(there -> record.hasSent(there) && there.size() >= least)
        .map(Found.Whole::new)
        .orElseThrow(() ->
            new VfsException(
                VfsError.IO,
                key + ": its upload is gone, aborted by another program or a lifecycle rule"));
  }
}
