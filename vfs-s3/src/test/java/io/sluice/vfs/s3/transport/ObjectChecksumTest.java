package io.sluice.vfs.s3.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.checksum.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObjectChecksumTest {
  /// As `openssl dgst` and the catalogue of CRCs tell them of `123456789`.
  @ParameterizedTest
  @CsvSource({
    "crc32c, 4waSgw==",
    "crc32, y/Q5Jg==",
    "crc64nvme, rosUhgp5mIg=",
    "sha1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
    "sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="
  })
  void eachAlgorithmOfS3IsKnown(String algorithm, String base64) {
    ObjectChecksum checksum = Objects.requireNonNull(of("x-amz-checksum-" + algorithm, base64));
    assertThat(checksum.fits(sum(checksum, "123456789"))).isTrue();
    assertThat(checksum.fits(sum(checksum, "123456780"))).isFalse();
  }

  private static byte[] sum(ObjectChecksum checksum, String text) {
    ChecksumAlgorithm.Sum sum = checksum.algorithm().begin();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    sum.add(ByteBuffer.allocateDirect(4).put(bytes, 0, 4).flip());
    sum.add(ByteBuffer.wrap(bytes, 4, bytes.length - 4));
    return sum.value();
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-crc32c, 4waSgw==-3",
    "x-amz-checksum-crc32c, 4waS",
    "x-amz-checksum-crc32c, ???",
    "x-amz-checksum-md4, 4waSgw=="
  })
  void whatIsNoSumOfTheBytesIsNone(String header, String value) {
    assertThat(of(header, value)).isNull();
  }

  @Test
  void oneOfChecksumsOfPartsIsNone() {
    Map<String, String> headers = Map.of("x-amz-checksum-crc32c", "4waSgw==");
    RangeHead.Headers composite =
        name -> name.equals("x-amz-checksum-type") ? "COMPOSITE" : headers.get(name);
    assertThat(ObjectChecksum.of(composite)).isNull();
  }

  private static @Nullable ObjectChecksum of(String header, String value) {
    Map<String, String> headers = Map.of(header, value, "x-amz-checksum-type", "FULL_OBJECT");
    return ObjectChecksum.of(headers::get);
  }
}
