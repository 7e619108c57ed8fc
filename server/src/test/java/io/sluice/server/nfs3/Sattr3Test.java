package io.sluice.server.nfs3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.server.rpc.XdrException;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class Sattr3Test {
  @Test
  void everyPartIsRead() {
    ByteBuffer bytes = Wire.ints(1, 0100644, 1, 7, 1, 8, 1, 2, 3, 1, 2, 5, 6);

    AttributeChanges changes = Wire.read(bytes, Sattr3::read).toChanges();

    assertThat(changes)
        .isEqualTo(
            new AttributeChanges(
                0644,
                7,
                8,
                (2L << 32) + 3,
                new TimeChange.Now(),
                new TimeChange.To(Instant.ofEpochSecond(5, 6))));
  }

  @Test
  void nothingSetChangesNothing() {
    assertThat(Wire.read(Wire.ints(0, 0, 0, 0, 0, 0), Sattr3::read).toChanges().isEmpty()).isTrue();
  }

  @Test
  void aSizeThatNoFileHasIsTooLarge() {
    Sattr3 attributes = Wire.read(Wire.ints(0, 0, 0, 1, 1 << 31, 0, 0, 0), Sattr3::read);

    assertThatExceptionOfType(VfsException.class)
        .isThrownBy(attributes::toChanges)
        .extracting(VfsException::error)
        .isEqualTo(VfsError.TOO_LARGE);
  }

  @Test
  void nanosecondsOfASecondAreInvalid() {
    Sattr3 attributes = Wire.read(Wire.ints(0, 0, 0, 0, 2, 5, 1_000_000_000, 0), Sattr3::read);

    assertThatExceptionOfType(VfsException.class)
        .isThrownBy(attributes::toChanges)
        .extracting(VfsException::error)
        .isEqualTo(VfsError.INVALID);
  }

  @Test
  void unknownWaysToSetATimeAreGarbage() {
    assertThatExceptionOfType(XdrException.class)
        .isThrownBy(() -> Wire.read(Wire.ints(0, 0, 0, 0, 3, 0), Sattr3::read));
  }

  @Test
  void createModesAreRead() {
    assertThat(Wire.read(Wire.ints(0, 0, 0, 0, 0, 0, 0), CreateHow3::read))
        .isInstanceOf(CreateHow3.Unchecked.class);
    assertThat(Wire.read(Wire.ints(1, 0, 0, 0, 0, 0, 0), CreateHow3::read))
        .isInstanceOf(CreateHow3.Guarded.class);
    assertThat(Wire.read(Wire.ints(2, 0, 9), CreateHow3::read))
        .isEqualTo(new CreateHow3.Exclusive(9));
  }
}
