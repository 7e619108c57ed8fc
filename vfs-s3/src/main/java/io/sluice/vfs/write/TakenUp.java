package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up what a former process was writing: what it had told its clients to be durable is there,
/// and they send the rest again.
final class TakenUp {
  private static final Logger log = LoggerFactory.getLogger(TakenUp.class);

  private TakenUp() {}

  /// The session of a file that was being written; null if it was published. S3 is asked by
  /// [#load].
  static @Nullable WriteSession session(FileId file, SessionRecord record, SessionPorts ports) {
    ETag base = base(record.stage());
    if (record.stage() instanceof Stage.Published) {
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
    if (record.written()) {
      core.written();
    }
    if (record.written() || !(record.stage() instanceof Stage.Open)) {
      core.recovers(new Recovery(ports.ticker().getAsLong()));
    }
    core.loading(true);
    return new WriteSession(file, core, ports);
  }

  /// The upload that a former process left; null if it left none.
  static @Nullable UploadId upload(Stage stage) {
    return switch (stage) {
      case Stage.Uploading uploading -> uploading.upload();
      case Stage.Publishing publishing -> publishing.upload();
      case Stage.Open _, Stage.Published _ -> null;
    };
  }

  private static @Nullable ETag base(Stage stage) {
    return switch (stage) {
      case Stage.Open(ETag there) -> there;
      case Stage.Uploading(
              UploadId _,
              Instant _,
              ETag there,
              long _,
              List<DurablePart> _,
              byte[] _) ->
          there;
      case Stage.Publishing(
              UploadId _,
              long _,
              Integer _,
              ETag there,
              ETag _,
              List<DurablePart> _) ->
          there;
      case Stage.Published _ -> null;
    };
  }

  /// Asks S3 how far a file came.
  ///
  /// @return what it is to go on from
  /// @throws VfsException `BUSY` if S3 cannot be reached; `IO` if what was durable is gone
  static Found load(ObjectKey key, SessionRecord record, SessionPorts ports) {
    Found found = found(key, record.stage(), ports);
    ETag base = base(record.stage());
    boolean isNothing =
        switch (found) {
          case Found.Nothing() -> true;
          case Found.Parts(UploadId _, List<Part> parts) -> parts.isEmpty();
          case Found.Before _, Found.Whole _ -> false;
        };
    if (!isNothing || base == null || record.continuesFrom() == null) {
      return found;
    }
    if (found instanceof Found.Parts(UploadId unused, List<Part> _)) {
      ports.uploads().abortMultipartUpload(key, unused);
    }
    return new Found.Before(base, record.continuesFrom());
  }

  private static Found found(ObjectKey key, Stage stage, SessionPorts ports) {
    return switch (stage) {
      case Stage.Open _, Stage.Published _ -> new Found.Nothing();
      case Stage.Uploading up ->
          up.upload() == null
              ? forgotten(key, ports)
              : parts(key, up.upload(), up.parts(), up.tail(), ports);
      case Stage.Publishing publishing -> published(key, publishing, ports);
    };
  }

  /// What was found.
  sealed interface Found {
    /// Nothing is durable.
    record Nothing() implements Found {}

    /// Nothing is durable but the object that was there before, with whose bytes the file begins.
    record Before(ETag eTag, long size) implements Found {}

    /// Parts of an upload, from the start without a gap.
    record Parts(UploadId upload, List<Part> parts) implements Found {}

    /// It was published before the process ended.
    record Whole(StoredObject object) implements Found {}
  }

  /// The process ended while it asked for an upload: if it got one, nobody else knows of it.
  private static Found forgotten(ObjectKey key, SessionPorts ports) {
    abortForgotten(key, ports);
    return new Found.Nothing();
  }

  /// Aborts uploads whose beginning was not answered.
  static void abortForgotten(ObjectKey key, SessionPorts ports) {
    for (UploadId upload : ports.uploads().listMultipartUploads(key)) {
      log.info("{}: aborts an upload that was begun and never used", key);
      ports.uploads().abortMultipartUpload(key, upload);
    }
  }

  private static Found published(ObjectKey key, Stage.Publishing publishing, SessionPorts ports) {
    Optional<StoredObject> there = ports.uploads().headStored(key);
    boolean isOurs =
        there.isPresent()
            && there.get().size() == publishing.size()
            && there.get().crc32c() != null
            && publishing.crc32c() != null
            && there.get().crc32c().equals(new Crc32c(publishing.crc32c()));
    if (isOurs) {
      return new Found.Whole(there.get());
    }
    return publishing.upload() == null
        ? new Found.Nothing()
        : parts(key, publishing.upload(), publishing.parts(), new byte[0], ports);
  }

  private static Found parts(
      ObjectKey key,
      UploadId upload,
      List<DurablePart> committed,
      byte[] tail,
      SessionPorts ports) {
    Optional<List<UploadedPart>> listed = ports.uploads().listParts(key, upload);
    if (listed.isEmpty() && !committed.isEmpty()) {
      throw new VfsException(
          VfsError.IO,
          key + ": its upload is gone, aborted by another program or a lifecycle rule");
    }
    if (listed.isEmpty()) {
      return new Found.Nothing();
    }
    Map<Integer, UploadedPart> byNumber =
        listed.get().stream().collect(Collectors.toMap(UploadedPart::number, part -> part));
    List<Part> parts = new ArrayList<>();
    for (DurablePart part : committed) {
      UploadedPart there = byNumber.get(part.number());
      Part before = parts.isEmpty() ? null : parts.getLast();
      boolean isJoined = before != null && before.start() == part.start();
      long at = before == null ? 0 : before.end();
      if (there == null || (part.start() != at && !isJoined)) {
        break;
      }
      DurablePart begin = isJoined ? committed.get(committed.indexOf(part) - 1) : null;
      if (isJoined) {
        parts.removeLast();
      }
      boolean isLast = part.equals(committed.getLast());
      parts.add(restored(part, there, isLast ? tail : new byte[0], begin));
    }
    return new Found.Parts(upload, parts);
  }

  /// A part as S3 has it, which may be longer than what was committed of it.
  private static Part restored(
      DurablePart durable, UploadedPart there, byte[] tail, @Nullable DurablePart begin) {
    boolean isLonger = there.size() > durable.end() - durable.start();
    Part part =
        new Part(
            new PartSizes.Cell(durable.number(), durable.start(), durable.start() + there.size()));
    Crc32c crc =
        there.crc32c() == null && !isLonger && durable.crc32c() != null
            ? new Crc32c(durable.crc32c())
            : there.crc32c();
    DurablePart shorter = isLonger ? durable : begin;
    part.restore(
        new UploadedPart(there.number(), there.eTag(), there.size(), crc),
        durable.hasHoles(),
        isLonger ? new byte[0] : tail,
        shorter == null ? null : uploaded(shorter));
    return part;
  }

  private static UploadedPart uploaded(DurablePart part) {
    return new UploadedPart(
        part.number(),
        new ETag(part.eTag()),
        part.end() - part.start(),
        part.crc32c() == null ? null : new Crc32c(part.crc32c()));
  }
}
