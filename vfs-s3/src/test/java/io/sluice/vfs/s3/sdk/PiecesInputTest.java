package io.sluice.vfs.s3.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PiecesInputTest {
  @Test
  void piecesFollowEachOtherAndStayWhereTheyAre() {
    ByteBuffer first = ByteBuffer.allocateDirect(3).put(new byte[] {0, 1, 2}).position(1);
    ByteBuffer second = ByteBuffer.wrap(new byte[] {-1});
    PiecesInput input = new PiecesInput(List.of(first, ByteBuffer.allocate(0), second));
    byte[] read = new byte[10];
    assertThat(input.read(read, 0, 10)).isEqualTo(2);
    assertThat(input.read()).isEqualTo(255);
    assertThat(input.read()).isEqualTo(-1);
    assertThat(read).startsWith(1, 2);
    assertThat(first.position()).isEqualTo(1);
    assertThat(second.position()).isZero();
  }

  @Test
  void aClosedOneLooksAtNothingAnyMore() {
    PiecesInput input = new PiecesInput(List.of(ByteBuffer.allocate(5)));
    input.close();
    assertThat(input.read(new byte[5], 0, 5)).isEqualTo(-1);
  }
}
