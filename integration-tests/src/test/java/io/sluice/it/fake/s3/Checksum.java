package io.sluice.it.fake.s3;

import io.sluice.it.fake.http.Headers;
import io.sluice.it.fake.store.Body;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The checksum algorithms that S3 takes in `x-amz-checksum-*` headers and trailers.
enum Checksum {
  CRC32("x-amz-checksum-crc32"),
  CRC32C("x-amz-checksum-crc32c"),
  CRC64NVME("x-amz-checksum-crc64nvme"),
  SHA1("x-amz-checksum-sha1"),
  SHA256("x-amz-checksum-sha256"),
  MD5("content-md5");

  /// The reflected polynomial of CRC-64/NVME.
  private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

  private static final long[] CRC64 = LongStream.range(0, 256).map(Checksum::shifted).toArray();

  private final String header;

  Checksum(String header) {
    this.header = header;
  }

  /// The header or trailer that carries it.
  String header() {
    return header;
  }

  /// Whether the request that begins an upload asks for a CRC-32C over the whole object.
  static boolean ofWhole(Headers headers) {
    return headers.get("x-amz-checksum-algorithm", "").equals("CRC32C")
        && headers.get("x-amz-checksum-type", "").equals("FULL_OBJECT");
  }

  /// Refuses a request with headers about checksums, in the words of servers that know none.
  static void refuse(Headers headers, int status) {
    headers.forEach((name, value) -> {
      if (name.startsWith("x-amz-checksum-") || name.startsWith("x-amz-sdk-checksum-")) {
        throw status == 501
            ? new S3Refusal(501, "NotImplemented", "A header implies what is not implemented.")
            : S3Refusal.invalidArgument("Unsupported header '" + name + "' received.");
      }
    });
  }

  /// The base64 value for a body.
  String of(Body body) {
    byte[] value =
        switch (this) {
          case CRC32 -> bytes(sum(body, new CRC32()));
          case CRC32C -> bytes(sum(body, new CRC32C()));
          case CRC64NVME -> ByteBuffer.allocate(Long.BYTES).putLong(crc64(body)).array();
          case SHA1 -> digest(body, "SHA-1");
          case SHA256 -> digest(body, "SHA-256");
          case MD5 -> digest(body, "MD5");
        };
    return Base64.getEncoder().encodeToString(value);
  }

  private static long sum(Body body, java.util.zip.Checksum algorithm) {
    for (long at = 0; at < body.size(); ) {
      ByteBuffer chunk = body.chunk(at, Body.COPY);
      at += chunk.remaining();
      algorithm.update(chunk);
    }
    return algorithm.getValue();
  }

  private static long crc64(Body body) {
    long crc = -1;
    for (long at = 0; at < body.size(); ) {
      ByteBuffer chunk = body.chunk(at, Body.COPY);
      at += chunk.remaining();
      while (chunk.hasRemaining()) {
        crc = CRC64[(int) (crc ^ chunk.get()) & 0xFF] ^ (crc >>> 8);
      }
    }
    return ~crc;
  }

  private static long shifted(long value) {
    long crc = value;
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      crc = (crc >>> 1) ^ ((crc & 1) * POLYNOMIAL);
    }
    return crc;
  }

  private static byte[] bytes(long sum) {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) sum).array();
  }

  private static byte[] digest(Body body, String algorithm) {
    try {
      return body.digest(MessageDigest.getInstance(algorithm)).digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
