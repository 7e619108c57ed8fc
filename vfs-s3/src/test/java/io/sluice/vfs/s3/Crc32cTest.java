package io.sluice.vfs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc32cTest {
  @Test
  void theCheckValueOfTheCatalogueIsRight() {
    ByteBuffer digits = ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII));

    assertThat(Crc32c.of(digits)).isEqualTo(new Crc32c(0xE3069283));
    assertThat(digits.remaining()).isEqualTo(9);
  }

  @Test
  void checksumsOfPiecesGiveThatOfAllWhereverTheyAreCut() {
    Random random = new Random(7);
    byte[] bytes = new byte[70_000];
    random.nextBytes(bytes);
    Crc32c whole = Crc32c.of(ByteBuffer.wrap(bytes));
    for (int round = 0; round < 200; round++) {
      int cut = random.nextInt(bytes.length + 1);
      Crc32c first = Crc32c.of(ByteBuffer.wrap(bytes, 0, cut));
      Crc32c second = Crc32c.of(ByteBuffer.wrap(bytes, cut, bytes.length - cut));

      assertThat(first.then(second, bytes.length - cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void longObjectsAddUpInWhateverStepsTheyCame() {
    Crc32c gibibyte = new Crc32c(0xCAFE);
    long length = 1L << 30;
    Crc32c steps = gibibyte.then(gibibyte, length).then(gibibyte, length);

    assertThat(steps).isEqualTo(gibibyte.then(gibibyte.then(gibibyte, length), 2 * length));
  }

  @Test
  void nothingChangesNothing() {
    Crc32c some = new Crc32c(0x12345678);

    assertThat(some.then(Crc32c.OF_NOTHING, 0)).isEqualTo(some);
    assertThat(Crc32c.OF_NOTHING.then(some, 4)).isEqualTo(some);
  }
}
