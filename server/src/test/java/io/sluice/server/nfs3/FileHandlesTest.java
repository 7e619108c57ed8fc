package io.sluice.server.nfs3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.server.rpc.XdrReader;
import io.sluice.vfs.FileId;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class FileHandlesTest {
  private final FileHandles handles = new FileHandles("0123456789abcdef".getBytes(US_ASCII));

  @Test
  void x2_aHandleOfOursIsKnown() {
    FileHandle handle = handles.of(7, new FileId(99));

    assertThat(handles.isOurs(handle)).isTrue();
    assertThat(handle.export()).isEqualTo(7);
    assertThat(handle.fileid()).isEqualTo(99);
  }

  @Test
  void a3_aHandleIsTheSameAfterARestart() {
    assertThat(handles.of(7, new FileId(99)).bytes())
        .inHexadecimal()
        .isEqualTo(
            new FileHandles("0123456789abcdef".getBytes(US_ASCII)).of(7, new FileId(99)).bytes());
  }

  @Test
  void x2_everyAlteredBitIsFoundOut() {
    byte[] bytes = handles.of(7, new FileId(99)).bytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(handles.isOurs(FileHandle.of(ByteBuffer.wrap(altered))))
          .as("bit " + bit)
          .isFalse();
    }
  }

  @Test
  void x2_aHandleUnderAnotherKeyIsForeign() {
    FileHandles others = new FileHandles("0123456789abcdeX".getBytes(US_ASCII));

    assertThat(handles.isOurs(others.of(7, new FileId(99)))).isFalse();
  }

  @Test
  void handlesOfOtherLengthsAreForeign() {
    for (int length : new int[] {0, 1, 23, 25, 64}) {
      assertThat(handles.isOurs(FileHandle.of(ByteBuffer.allocate(length)))).isFalse();
    }
  }

  @Test
  void aHandleIsWrittenAndReadBack() {
    FileHandle handle = handles.of(-7, new FileId(Long.MAX_VALUE));
    ByteBuffer written = Wire.written(handle::write);

    assertThat(written.remaining()).isEqualTo(FileHandle.ENCODED_SIZE);
    assertThat(FileHandle.read(new XdrReader(written))).isEqualTo(handle);
  }

  @Test
  void aKeyHasSixteenBytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileHandles(new byte[15]));
  }
}
