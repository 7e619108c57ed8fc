package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Readers of a file whose writer goes on.
class SessionReadersTest extends FileInWriting {
  @Test
  void r3_aReaderOfAFileWhoseWriterNeverPausesIsAskedToComeAgain() {
    byte[] bytes = random(40 * MIB);
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    commit();
    write(bytes, 39 * MIB, 40 * MIB, Durability.UNSTABLE); // time passed in the commit
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> sessions.publishForReader(FILE), Thread.ofVirtual()::start);
    while (!reader.isDone()) {
      pass(Duration.ofMillis(300));
      write(bytes, 39 * MIB, 40 * MIB, Durability.UNSTABLE);
    }

    assertThatThrownBy(reader::join)
        .cause()
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    assertThat(bucket.object(KEY)).isNull();
  }
}
