package io.sluice.vfs.s3.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums that S3 keeps of objects, the quickest first: those of 32 bits are instructions of
/// the processor.
public enum ChecksumAlgorithm {
  CRC32C("x-amz-checksum-crc32c"),
  CRC32("x-amz-checksum-crc32"),
  CRC64NVME("x-amz-checksum-crc64nvme"),
  SHA1("x-amz-checksum-sha1"),
  SHA256("x-amz-checksum-sha256");

  /// The sum of bytes that come one after the other.
  public sealed interface Sum {
    /// Takes the bytes between position and limit, and the position to the limit.
    void add(ByteBuffer bytes);

    /// The sum, once all bytes are there, as S3 orders its bytes.
    byte[] value();
  }

  private record Crc(Checksum crc, int length) implements Sum {
    @Override
    public void add(ByteBuffer bytes) {
      crc.update(bytes);
    }

    @Override
    public byte[] value() {
      ByteBuffer value = ByteBuffer.allocate(length);
      return (length == Long.BYTES
              ? value.putLong(crc.getValue())
              : value.putInt((int) crc.getValue()))
          .array();
    }
  }

  private record Digest(MessageDigest digest) implements Sum {
    @Override
    public void add(ByteBuffer bytes) {
      digest.update(bytes);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }
  }

  private final String header;

  ChecksumAlgorithm(String header) {
    this.header = header;
  }

  /// The header that carries its value in base64.
  public String header() {
    return header;
  }

  /// The sum of no bytes yet.
  public Sum begin() {
    return switch (this) {
      case CRC32C -> new Crc(new CRC32C(), Integer.BYTES);
      case CRC32 -> new Crc(new CRC32(), Integer.BYTES);
      case CRC64NVME -> new Crc(new Crc64Nvme(), Long.BYTES);
      case SHA1 -> new Digest(digest("SHA-1"));
      case SHA256 -> new Digest(digest("SHA-256"));
    };
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
