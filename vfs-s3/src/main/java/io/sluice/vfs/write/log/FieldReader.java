package io.sluice.vfs.write.log;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadId;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads what [FieldWriter] wrote.
record FieldReader(DataInputStream in) {
  int number() throws IOException {
    return in.readInt();
  }

  long size() throws IOException {
    return in.readLong();
  }

  boolean flag() throws IOException {
    return in.readBoolean();
  }

  byte[] bytes() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException("a field of " + length + " bytes");
    }
    return in.readNBytes(length);
  }

  String string() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  ETag eTag() throws IOException {
    return new ETag(string());
  }

  Instant time() throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  @Nullable Integer optionalInt() throws IOException {
    return flag() ? in.readInt() : null;
  }

  @Nullable Long optionalLong() throws IOException {
    return flag() ? in.readLong() : null;
  }

  @Nullable ETag optionalETag() throws IOException {
    return flag() ? eTag() : null;
  }

  @Nullable UploadId optionalUpload() throws IOException {
    return flag() ? new UploadId(string()) : null;
  }

  @Nullable Instant optionalTime() throws IOException {
    return flag() ? time() : null;
  }
}
