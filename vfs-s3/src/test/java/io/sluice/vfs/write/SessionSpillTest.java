package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Files whose parts could not stay as they were when the server was killed: its successor has
/// their bytes from the disk.
class SessionSpillTest extends FileInWriting {
  private static final Duration NOBODY_COMES = Duration.ofSeconds(70);

  /// By a server that was started after a kill.
  private void endShort(byte[] bytes) {
    create();
    write(bytes, 0, 21 * MIB, Durability.UNSTABLE);
    commit();
    killAndStart();
    write(bytes, 21 * MIB, 23 * MIB, Durability.UNSTABLE);
    commit();
  }

  @Test
  void c1_aFileThatEndsInAShortPartIsNotPublishedByTheNextProcess() {
    byte[] bytes = random(30 * MIB);
    endShort(bytes);
    killAndStart();
    assertThatThrownBy(() -> sessions.publishForReader(FILE)).isInstanceOf(VfsException.class);
    assertThat(bucket.object(KEY)).isNull();

    write(bytes, 23 * MIB, bytes.length, Durability.UNSTABLE);
    commit();
    assertThat(bucket.object(KEY)).isNull();
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    assertThat(bucket.count("UploadPartCopy")).isZero();
  }

  @Test
  void c1_aShortPartThatWasCommittedIsThereIfItsClientNeverComesBack() {
    byte[] bytes = random(23 * MIB);
    endShort(bytes);
    killAndStart();
    publishWhenDueAfter(NOBODY_COMES);

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_bytesThatAreWrittenIntoACommittedHoleAfterAKillAreTaken() {
    byte[] bytes = random(40 * MIB);
    Arrays.fill(bytes, 9 * MIB, 30 * MIB, (byte) 0);
    create();
    write(bytes, 0, 9 * MIB, Durability.UNSTABLE);
    write(bytes, 30 * MIB, bytes.length, Durability.UNSTABLE);
    commit();
    killAndStart();
    byte[] filling = random(2 * MIB);
    write(15 * MIB, filling, Durability.UNSTABLE); // the end of one part, and the begin of another
    byte[] one = {7};
    write(29 * MIB, one, Durability.UNSTABLE);
    commit();
    closed();

    System.arraycopy(filling, 0, bytes, 15 * MIB, filling.length);
    bytes[29 * MIB] = 7;
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }
}
