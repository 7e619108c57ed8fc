package io.sluice.vfs.write.log;

import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.part.DurablePart;
import io.sluice.vfs.write.part.PartSizes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How far a file that is being written has come, as the next process must know it.
public sealed interface Stage {
  /// Created or truncated; nothing of it is durable.
  ///
  /// @param base the object that will be replaced; null: none
  record Open(@Nullable ETag base) implements Stage {}

  /// In parts: what was committed is durable in them.
  ///
  /// @param upload null: it is about to be asked for, and ListMultipartUploads of the key settles
  ///   whether it was
  /// @param since when it was asked for
  /// @param base the object that will be replaced; null: none
  /// @param size bytes of the file so far
  /// @param parts in the order of their numbers
  /// @param tail the bytes before `size` after the last edge of [PartSizes#PAGE]: parts of an
  ///   unfinished upload cannot be read back, and clients send the last page whole again
  @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by its bytes
  record Uploading(
      @Nullable UploadId upload,
      Instant since,
      @Nullable ETag base,
      long size,
      List<DurablePart> parts,
      byte[] tail)
      implements Stage {
    public Uploading {
      parts = List.copyOf(parts);
      tail = tail.clone();
      if (tail.length > PartSizes.PAGE || tail.length > size) {
        throw new IllegalArgumentException(
            "a tail of " + tail.length + " bytes in a file of " + size);
      }
    }

    @Override
    public byte[] tail() {
      return tail.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Uploading that
          && Objects.equals(upload, that.upload)
          && since.equals(that.since)
          && Objects.equals(base, that.base)
          && size == that.size
          && parts.equals(that.parts)
          && Arrays.equals(tail, that.tail);
    }

    @Override
    public int hashCode() {
      return Objects.hash(upload, since, base, size, parts, Arrays.hashCode(tail));
    }

    @Override
    public String toString() {
      return "Uploading[upload=%s, since=%s, base=%s, size=%d, parts=%d, tail=%d bytes]"
          .formatted(upload, since, base, size, parts.size(), tail.length);
    }
  }

  /// CompleteMultipartUpload or PutObject is about to be asked for.
  ///
  /// @param upload null: PutObject
  /// @param size bytes of the whole object
  /// @param crc32c of the whole object, by which it is recognised; null where it is not known
  /// @param base the object that is replaced; null: none
  /// @param expected the ETag that the object will have, by which it is recognised where the
  ///   checksum is not known; null where that is not known either
  /// @param parts those of the upload, in the order of their numbers
  record Publishing(
      @Nullable UploadId upload,
      long size,
      @Nullable Integer crc32c,
      @Nullable ETag base,
      @Nullable ETag expected,
      List<DurablePart> parts)
      implements Stage {
    public Publishing {
      parts = List.copyOf(parts);
      if (size < 0) {
        throw new IllegalArgumentException("an object of " + size + " bytes");
      }
    }

    /// Whether that is what an object is.
    public boolean isOf(StoredObject there) {
      boolean hasSum = there.crc32c() != null && crc32c != null && there.crc32c().value() == crc32c;
      return there.size() == size && (hasSum || there.eTag().equals(expected));
    }
  }

  /// Nothing of a file, but an upload that nobody needs any more and that may be there still. It
  /// stands under an id that no file has.
  ///
  /// @param upload null: it was asked for, and the answer did not come
  /// @param since when it was asked for, or when nobody needed it any more
  record Unwanted(@Nullable UploadId upload, Instant since) implements Stage {}

  /// The object is in S3 and ours (semantics W8).
  ///
  /// @param eTag what it is as long as nobody replaced it
  /// @param size bytes
  /// @param at when it was published
  record Published(ETag eTag, long size, Instant at) implements Stage {
    public Published {
      if (size < 0) {
        throw new IllegalArgumentException("an object of " + size + " bytes");
      }
    }
  }
}
