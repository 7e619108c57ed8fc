package io.sluice.vfs.write.log;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadId;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes the fields of records; [FieldReader] reads them. A string is its length (4 bytes) and
/// UTF-8; a time is seconds (8) and nanoseconds (4); what may be missing begins with 0 or 1 (1).
record FieldWriter(DataOutputStream out) {
  void number(int value) throws IOException {
    out.writeInt(value);
  }

  void size(long value) throws IOException {
    out.writeLong(value);
  }

  void flag(boolean value) throws IOException {
    out.writeBoolean(value);
  }

  void bytes(byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  void string(String value) throws IOException {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void eTag(ETag value) throws IOException {
    string(value.value());
  }

  void time(Instant value) throws IOException {
    out.writeLong(value.getEpochSecond());
    out.writeInt(value.getNano());
  }

  void optionalInt(@Nullable Integer value) throws IOException {
    flag(value != null);
    if (value != null) {
      out.writeInt(value);
    }
  }

  void optionalLong(@Nullable Long value) throws IOException {
    flag(value != null);
    if (value != null) {
      out.writeLong(value);
    }
  }

  void optionalETag(@Nullable ETag value) throws IOException {
    flag(value != null);
    if (value != null) {
      eTag(value);
    }
  }

  void optionalUpload(@Nullable UploadId value) throws IOException {
    flag(value != null);
    if (value != null) {
      string(value.value());
    }
  }

  void optionalTime(@Nullable Instant value) throws IOException {
    flag(value != null);
    if (value != null) {
      time(value);
    }
  }
}
