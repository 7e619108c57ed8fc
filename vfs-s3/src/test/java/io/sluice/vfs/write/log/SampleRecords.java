package io.sluice.vfs.write.log;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.part.DurablePart;
import java.time.Instant;
import java.util.List;

/// Session records for tests.
final class SampleRecords {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private static final ETag BASE = new ETag("\"base\"");
  private static final List<DurablePart> PARTS =
      List.of(
          new DurablePart(1, 0, 8 << 20, "\"e1\"", -5, false),
          new DurablePart(10_000, 8 << 20, 1L << 40, "\"e2\"", null, true));

  private SampleRecords() {}

  /// One of each stage, with everything set and with nothing set.
  static List<Stage> stages() {
    return List.of(
        new Stage.Open(null),
        new Stage.Open(BASE),
        new Stage.Uploading(null, NOON, null, 0, List.of(), new byte[0]),
        new Stage.Uploading(new UploadId("u"), NOON, BASE, 1L << 40, PARTS, new byte[] {1, -1}),
        new Stage.Publishing(null, 7, null, null, null, List.of()),
        new Stage.Publishing(new UploadId("u"), 1L << 40, 0, BASE, new ETag("\"new\""), PARTS),
        new Stage.Unwanted(null, NOON),
        new Stage.Unwanted(new UploadId("u"), NOON),
        new Stage.Published(new ETag("\"new\""), 0, NOON));
  }

  static SessionRecord record(Stage stage) {
    return new SessionRecord(
        "a/ключ",
        77L,
        NOON,
        true,
        5_000_000_000L,
        SessionRecord.EndSet.then(null, 1L << 33),
        List.of(),
        stage,
        attributes());
  }

  /// The same with an end that was set twice.
  static SessionRecord cutOff(Stage stage) {
    SessionRecord record = record(stage);
    return new SessionRecord(
        record.key(),
        record.createVerifier(),
        record.createdAt(),
        record.written(),
        record.continuesFrom(),
        new SessionRecord.EndSet(1L << 33, 17),
        record.attempts(),
        stage,
        record.attributes());
  }

  /// The same with objects that were sent.
  static SessionRecord sent(Stage stage) {
    SessionRecord record = record(stage);
    return new SessionRecord(
        record.key(),
        record.createVerifier(),
        record.createdAt(),
        record.written(),
        record.continuesFrom(),
        record.endSet(),
        List.of(new SessionRecord.Attempt(1L << 40, -7), new SessionRecord.Attempt(0, 0)),
        stage,
        record.attributes());
  }

  private static SessionRecord.Attributes attributes() {
    return new SessionRecord.Attributes(0755, -2, 20, NOON.minusSeconds(9), Instant.EPOCH, NOON);
  }

  /// A record of about 150 bytes of which a client set nothing.
  static SessionRecord open(long number) {
    String key = "a/folder/of/files/that/are/being/written/and/have/long/names/file-" + number;
    return new SessionRecord(
        key,
        null,
        NOON,
        false,
        null,
        null,
        List.of(),
        new Stage.Open(null),
        SessionRecord.Attributes.unset(NOON));
  }

  static SessionRecord published(long number, Instant at) {
    return record(new Stage.Published(new ETag("\"" + number + "\""), number, at));
  }

  /// A record with a tail.
  static SessionRecord uploading(long number, int tail) {
    return record(
        new Stage.Uploading(
            new UploadId("upload-" + number), NOON, null, 1L << 30, PARTS, new byte[tail]));
  }
}
