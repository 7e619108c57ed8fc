package io.sluice.vfs.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The CRC-32C (Castagnoli) of some bytes, as S3 takes it for parts and whole objects. Those of
/// bytes that follow each other give that of all of them, without a look at the bytes.
///
/// @param value all 32 bits
public record Crc32c(int value) {
  /// Of no bytes.
  public static final Crc32c OF_NOTHING = new Crc32c(0);

  /// The reflected polynomial.
  private static final int POLYNOMIAL = 0x82F63B78;

  /// 1 in the reflected order of bits.
  private static final int ONE = 1 << 31;

  /// A length of 63 bits, in bits rather than bytes.
  private static final int EXPONENTS = 63 + 3;

  /// Of four bytes in base64.
  private static final int BASE64_LENGTH = 8;

  /// `SQUARES[n]` is x to the power of 2^n, modulo the polynomial.
  private static final int[] SQUARES = squares();

  /// The checksum of the bytes between position and limit, which stay where they are.
  public static Crc32c of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return new Crc32c((int) crc.getValue());
  }

  /// The checksum as S3 writes it in `x-amz-checksum-crc32c`.
  ///
  /// @return null if it was not sent, or is none of the bytes themselves: S3 writes one of the
  ///   checksums of parts, for uploads that did not ask for one of the whole, as `ABCDEF==-3`
  public static @Nullable Crc32c ofBase64(@Nullable String sent) {
    if (sent == null || sent.length() != BASE64_LENGTH) {
      return null;
    }
    try {
      return new Crc32c(ByteBuffer.wrap(Base64.getDecoder().decode(sent)).getInt());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// The four bytes, the highest first, as S3 wants them.
  public String base64() {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The checksum of the bytes of this, followed by those of `next`.
  ///
  /// @param nextLength the number of bytes of `next`
  public Crc32c then(Crc32c next, long nextLength) {
    if (nextLength < 0) {
      throw new IllegalArgumentException("a negative number of bytes");
    }
    // To append n zero bytes is to multiply by x^(8n).
    return new Crc32c(multiply(power(nextLength, 3), value) ^ next.value);
  }

  /// x^(n * 2^k) modulo the polynomial.
  private static int power(long n, int k) {
    int product = ONE;
    int square = k;
    for (long left = n; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        product = multiply(SQUARES[square], product);
      }
      square++;
    }
    return product;
  }

  /// The product of two polynomials modulo that of CRC-32C, all in reflected order of bits.
  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
    }
    return product;
  }

  private static int[] squares() {
    int[] squares = new int[EXPONENTS];
    int power = 1 << 30; // x
    for (int n = 0; n < squares.length; n++) {
      squares[n] = power;
      power = multiply(power, power);
    }
    return squares;
  }
}
