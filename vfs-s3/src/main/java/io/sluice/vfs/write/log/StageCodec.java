package io.sluice.vfs.write.log;

import io.sluice.vfs.write.part.DurablePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Stages as bytes: a number that says which (1 byte), then the fields in their order.
final class StageCodec {
  private static final int OPEN = 0;
  private static final int UPLOADING = 1;
  private static final int PUBLISHING = 2;
  private static final int PUBLISHED = 3;
  private static final int UNWANTED = 4;

  private StageCodec() {}

  static void write(Stage stage, FieldWriter out) throws IOException {
    switch (stage) {
      case Stage.Open(var base) -> {
        out.number(OPEN);
        out.optionalETag(base);
      }
      case Stage.Uploading uploading -> {
        out.number(UPLOADING);
        writeFields(uploading, out);
      }
      case Stage.Publishing publishing -> {
        out.number(PUBLISHING);
        writeFields(publishing, out);
      }
      case Stage.Published(var eTag, long size, var at) -> {
        out.number(PUBLISHED);
        out.eTag(eTag);
        out.size(size);
        out.time(at);
      }
      case Stage.Unwanted(var upload, var since) -> {
        out.number(UNWANTED);
        out.optionalUpload(upload);
        out.time(since);
      }
    }
  }

  private static void writeFields(Stage.Uploading stage, FieldWriter out) throws IOException {
    out.optionalUpload(stage.upload());
    out.time(stage.since());
    out.optionalETag(stage.base());
    out.size(stage.size());
    write(stage.parts(), out);
    out.bytes(stage.tail());
  }

  private static void writeFields(Stage.Publishing stage, FieldWriter out) throws IOException {
    out.optionalUpload(stage.upload());
    out.size(stage.size());
    out.optionalInt(stage.crc32c());
    out.optionalETag(stage.base());
    out.optionalETag(stage.expected());
    write(stage.parts(), out);
  }

  private static void write(List<DurablePart> parts, FieldWriter out) throws IOException {
    out.number(parts.size());
    for (DurablePart part : parts) {
      out.number(part.number());
      out.size(part.start());
      out.size(part.end());
      out.string(part.eTag());
      out.optionalInt(part.crc32c());
      out.flag(part.hasHoles());
    }
  }

  static Stage read(FieldReader in) throws IOException {
    int kind = in.number();
    return switch (kind) {
      case OPEN -> new Stage.Open(in.optionalETag());
      case UPLOADING ->
          new Stage.Uploading(
              in.optionalUpload(),
              in.time(),
              in.optionalETag(),
              in.size(),
              readParts(in),
              in.bytes());
      case PUBLISHING ->
          new Stage.Publishing(
              in.optionalUpload(),
              in.size(),
              in.optionalInt(),
              in.optionalETag(),
              in.optionalETag(),
              readParts(in));
      case PUBLISHED -> new Stage.Published(in.eTag(), in.size(), in.time());
      case UNWANTED -> new Stage.Unwanted(in.optionalUpload(), in.time());
      default -> throw new IOException("no stage has the number " + kind);
    };
  }

  private static List<DurablePart> readParts(FieldReader in) throws IOException {
    int count = in.number();
    List<DurablePart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(
          new DurablePart(
              in.number(), in.size(), in.size(), in.string(), in.optionalInt(), in.flag()));
    }
    return parts;
  }
}
