package io.sluice.vfs.inode.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandleCodecTest {
  private static HandleEntry entry(int nameLength, FileType type, int generation, int live) {
    Place place = new Place(new FileId(77), FileName.of("x".repeat(nameLength)), type);
    return new HandleEntry(new FileId(Long.MAX_VALUE), place, generation, live);
  }

  private static ByteBuffer encoded(HandleEntry entry) {
    ByteBuffer bytes = ByteBuffer.allocate(HandleCodec.LONGEST);
    HandleCodec.encode(entry, bytes);
    return bytes.flip();
  }

  @ParameterizedTest
  @CsvSource({"1,REGULAR,0,0", "2,DIRECTORY,0,0", "16,REGULAR,0,3", "255,DIRECTORY,2,2"})
  void anEntryComesBackAsItWas(int nameLength, FileType type, int generation, int live) {
    HandleEntry entry = entry(nameLength, type, generation, live);
    ByteBuffer bytes = encoded(entry);

    assertThat(bytes.remaining())
        .isEqualTo(HandleCodec.length(entry))
        .isBetween(HandleCodec.SHORTEST, HandleCodec.LONGEST);
    assertThat(bytes.remaining() % HandleCodec.UNIT).isZero();
    assertThat(HandleCodec.decode(bytes)).isEqualTo(entry);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void whatIsTornOrDamagedIsNoEntry() {
    ByteBuffer whole = encoded(entry(16, FileType.REGULAR, 0, 1));
    for (int cut = 0; cut < whole.limit(); cut++) {
      assertThat(HandleCodec.decode(whole.slice(0, cut))).isNull();
    }
    for (int i = 0; i < 4 + 8 + 8 + 2 + 8 + 16; i++) {
      whole.put(i, (byte) (whole.get(i) + 1));
      assertThat(HandleCodec.decode(whole.slice())).as("byte %d", i).isNull();
      whole.put(i, (byte) (whole.get(i) - 1));
    }
    assertThat(HandleCodec.decode(ByteBuffer.allocate(HandleCodec.LONGEST))).isNull();
  }
}
