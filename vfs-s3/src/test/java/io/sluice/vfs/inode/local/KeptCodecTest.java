package io.sluice.vfs.inode.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeptCodecTest {
  /// What a later version wrote, before somebody went back to this one.
  @Test
  void aKindThatIsNotKnownIsNothing() {
    assertThat(KeptCodec.decode(new byte[] {3, 1, 2})).isNull();
  }

  @Test
  void modeAndOwnerOfADirectoryAreAsTheyWereKept() {
    var made = new KeptAttributes.Kept.Made(0750, 501, 20);

    assertThat(KeptCodec.decode(KeptCodec.encode(made))).isEqualTo(made);
  }
}
