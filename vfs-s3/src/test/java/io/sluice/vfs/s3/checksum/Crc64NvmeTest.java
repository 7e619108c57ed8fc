package io.sluice.vfs.s3.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc64NvmeTest {
  @Test
  void theCheckValueOfTheCatalogueIsRight() {
    ByteBuffer digits = ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII));
    Crc64Nvme crc = new Crc64Nvme();
    crc.update(digits);

    assertThat(crc.getValue()).isEqualTo(0xAE8B14860A799888L);
    assertThat(digits.hasRemaining()).isFalse();
    crc.reset();
    assertThat(crc.getValue()).isZero();
  }

  @Test
  void wordsGiveWhatBytesGiveWhereverTheyAreCut() {
    Random random = new Random(7);
    byte[] bytes = new byte[1000];
    random.nextBytes(bytes);
    Crc64Nvme byByte = new Crc64Nvme();
    for (byte b : bytes) {
      byByte.update(b);
    }
    for (int round = 0; round < 200; round++) {
      int cut = random.nextInt(bytes.length + 1);
      Crc64Nvme inPieces = new Crc64Nvme();
      inPieces.update(ByteBuffer.allocateDirect(cut).put(bytes, 0, cut).flip());
      inPieces.update(bytes, cut, bytes.length - cut);

      assertThat(inPieces.getValue()).as("cut at %d", cut).isEqualTo(byByte.getValue());
    }
  }
}
