package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class XdrTest {
  private static XdrReader reader(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * 4);
    bytes.asIntBuffer().put(words);
    return new XdrReader(bytes);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    ByteBuffer bytes = ByteBuffer.allocate(200);
    new XdrWriter(bytes)
        .writeInt(-2)
        .writeLong(1L << 40)
        .writeBool(true)
        .writeOpaque(new byte[] {1, 2, 3, 4, 5})
        .writeFixedOpaque(new byte[] {6, 7})
        .writeString("größer");

    XdrReader in = new XdrReader(bytes.flip());
    assertThat(in.readUnsignedInt()).isEqualTo(0xffff_fffeL);
    assertThat(in.readLong()).isEqualTo(1L << 40);
    assertThat(in.readBool()).isTrue();
    assertThat(in.readOpaque(5)).containsExactly(1, 2, 3, 4, 5);
    assertThat(in.readFixedOpaque(2)).containsExactly(6, 7);
    assertThat(in.readString(8)).isEqualTo("größer");
    assertThat(in.remaining()).isZero();
  }

  @Test
  void everyOpaqueIsPaddedToFourBytes() {
    for (int length = 0; length < 9; length++) {
      ByteBuffer bytes = ByteBuffer.allocate(64);
      new XdrWriter(bytes).writeOpaque(new byte[length]).writeInt(7);
      assertThat(bytes.flip().remaining() % 4).isZero();
      XdrReader in = new XdrReader(bytes);
      assertThat(in.readOpaque(8)).hasSize(length);
      assertThat(in.readInt()).isEqualTo(7);
    }
  }

  @Test
  void viewIsTheRecordItselfAndReadOnly() {
    XdrReader in = reader(4, 0x01020304, 9);
    ByteBuffer view = in.readOpaqueView(4);
    assertThat(view.isReadOnly()).isTrue();
    assertThat(view.getInt()).isEqualTo(0x01020304);
    assertThat(in.readInt()).isEqualTo(9);
  }

  @Test
  void x6_lengthsThatCannotBeAreRefusedBeforeAnythingIsAllocated() {
    for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 9, 5}) {
      assertRefused(in -> in.readOpaque(8), length, 0);
      assertRefused(in -> in.readOpaque(Integer.MAX_VALUE), length, 0);
      assertRefused(in -> in.readOpaqueView(Integer.MAX_VALUE), length, 0);
      assertRefused(in -> in.readString(255), length, 0);
      assertRefused(in -> in.readCount(Integer.MAX_VALUE, 4), length, 0);
    }
    assertRefused(XdrReader::readBool, 2);
    assertRefused(XdrReader::readLong, 1);
    assertRefused(in -> in.readFixedOpaque(5), 1);
  }

  private static void assertRefused(Consumer<XdrReader> read, int... words) {
    XdrReader in = reader(words);
    assertThatThrownBy(() -> read.accept(in)).isInstanceOf(XdrException.class);
  }

  @Test
  void x6_anyBytesGiveAValueOrAnXdrException() {
    List<Consumer<XdrReader>> reads =
        List.of(
            XdrReader::readInt,
            XdrReader::readLong,
            XdrReader::readBool,
            in -> in.readOpaque(1000),
            in -> in.readString(255),
            in -> in.readOpaqueView(1 << 20),
            in -> in.readCount(1000, 8),
            CallHeader::read);
    Random random = new Random(4506);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      for (int small = random.nextInt(8); small > 0 && bytes.length >= 4; small--) {
        bytes[random.nextInt(bytes.length / 4) * 4] = 0;
      }
      XdrReader in = new XdrReader(ByteBuffer.wrap(bytes));
      try {
        reads.get(random.nextInt(reads.size())).accept(in);
      } catch (XdrException e) {
        refused++;
      }
      assertThat(in.remaining()).isNotNegative();
    }
    assertThat(refused).isBetween(1, 19_999);
  }
}
