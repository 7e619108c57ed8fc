package io.sluice.it.bench;

import io.sluice.vfs.s3.Crc32c;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/// The bytes of the files: the same noise everywhere, but that each block of it begins with its own
/// number, so that no two are equal and none costs the benchmark a copy.
public final class WrittenBytes {
  /// What a WRITE carries at most.
  public static final int BLOCK = 1 << 20;

  private static final long SEED = 5;

  private WrittenBytes() {}

  /// A buffer outside the heap with a head, and noise behind it.
  public static ByteBuffer noise(int head, int length) {
    byte[] bytes = new byte[length];
    new Random(SEED).nextBytes(bytes);
    return ByteBuffer.allocateDirect(head + length).put(head, bytes);
  }

  /// Makes the noise at `at` the block with this number.
  public static void number(ByteBuffer bytes, int at, long number) {
    bytes.putLong(at, number);
  }

  /// MD5 (hexadecimal) of a file that begins with this block.
  static String md5(long first, long size) {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
    ByteBuffer block = noise(0, (int) Math.min(size, BLOCK));
    for (long at = 0; at < size; at += BLOCK) {
      number(block, 0, first + at / BLOCK);
      md5.update(block.duplicate());
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  /// The checksum of so many bytes from this block on.
  static Crc32c crc32c(long first, int length) {
    ByteBuffer block = noise(0, Math.min(length, BLOCK));
    Crc32c crc = Crc32c.OF_NOTHING;
    for (int at = 0; at < length; at += BLOCK) {
      number(block, 0, first + at / BLOCK);
      crc = crc.then(Crc32c.of(block), block.capacity());
    }
    return crc;
  }
}
