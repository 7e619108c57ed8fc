package io.sluice.vfs.write.log;

import io.sluice.vfs.FileId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes of the session log as bytes: version (1 byte), file id (8), 0 for a removal or 1 (1),
/// then the record: key, verifier, time of creation, written, sizes (with the least end in version
/// 3 only, which is written if it is another one), attempts (in versions 2 and 3; 2 is written if
/// there are any), attributes, stage. Numbers are big endian; see [FieldWriter] for the rest.
final class SessionCodec {
  private static final int VERSION = 1;
  private static final int WITH_ATTEMPTS = 2;
  private static final int WITH_LEAST_END = 3;

  /// A change of the map.
  ///
  /// @param record null: the id was removed
  record Change(FileId id, @Nullable SessionRecord record) {}

  private SessionCodec() {}

  static byte[] encode(Change change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      int version = version(change.record());
      out.writeByte(version);
      out.writeLong(change.id().value());
      out.writeBoolean(change.record() != null);
      if (change.record() != null) {
        write(change.record(), version, new FieldWriter(out));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /// The first that can say it, so that earlier builds know what they can.
  private static int version(@Nullable SessionRecord record) {
    SessionRecord.EndSet end = record == null ? null : record.endSet();
    if (end != null && end.least() < end.size()) {
      return WITH_LEAST_END;
    }
    return record == null || record.attempts().isEmpty() ? VERSION : WITH_ATTEMPTS;
  }

  private static void write(SessionRecord record, int version, FieldWriter out) throws IOException {
    out.string(record.key());
    out.optionalLong(record.createVerifier());
    out.time(record.createdAt());
    out.flag(record.written());
    out.optionalLong(record.continuesFrom());
    SessionRecord.EndSet end = record.endSet();
    out.optionalLong(end == null ? null : end.size());
    if (version >= WITH_LEAST_END) {
      out.optionalLong(end == null ? null : end.least());
    }
    if (version >= WITH_ATTEMPTS) {
      out.number(record.attempts().size());
      for (SessionRecord.Attempt attempt : record.attempts()) {
        out.size(attempt.size());
        out.number(attempt.crc32c());
      }
    }
    SessionRecord.Attributes attributes = record.attributes();
    out.optionalInt(attributes.mode());
    out.optionalInt(attributes.uid());
    out.optionalInt(attributes.gid());
    out.optionalTime(attributes.mtime());
    out.optionalTime(attributes.atime());
    out.time(attributes.ctime());
    StageCodec.write(record.stage(), out);
  }

  /// A change from its bytes; null if another version wrote them.
  static @Nullable Change decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      byte version = in.readByte();
      if (version < VERSION || version > WITH_LEAST_END) {
        return null;
      }
      FileId id = new FileId(in.readLong());
      boolean isRecord = in.readBoolean();
      return new Change(id, isRecord ? read(new FieldReader(in), version) : null);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // whole by its checksum, and yet not what this version writes
      return null;
    }
  }

  private static SessionRecord read(FieldReader in, int version) throws IOException {
    String key = in.string();
    Long createVerifier = in.optionalLong();
    var createdAt = in.time();
    boolean written = in.flag();
    Long continuesFrom = in.optionalLong();
    Long sizeSet = in.optionalLong();
    Long least = version >= WITH_LEAST_END ? in.optionalLong() : sizeSet;
    List<SessionRecord.Attempt> attempts = version >= WITH_ATTEMPTS ? attempts(in) : List.of();
    SessionRecord.Attributes attributes = attributes(in);
    Stage stage = StageCodec.read(in);
    return new SessionRecord(
        key,
        createVerifier,
        createdAt,
        written,
        continuesFrom,
        sizeSet == null || least == null ? null : new SessionRecord.EndSet(sizeSet, least),
        attempts,
        stage,
        attributes);
  }

  private static List<SessionRecord.Attempt> attempts(FieldReader in) throws IOException {
    List<SessionRecord.Attempt> attempts = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      attempts.add(new SessionRecord.Attempt(in.size(), in.number()));
    }
    return attempts;
  }

  private static SessionRecord.Attributes attributes(FieldReader in) throws IOException {
    return new SessionRecord.Attributes(
        in.optionalInt(),
        in.optionalInt(),
        in.optionalInt(),
        in.optionalTime(),
        in.optionalTime(),
        in.time());
  }
}
