package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.OpenUpload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a file when the log takes nothing more, or its upload is taken away.
class SessionFailuresTest extends FileInWriting {
  @TempDir private Path folder;

  @Test
  void w1_aCreateThatTheLogDoesNotTakeLeavesNothing() throws IOException {
    try (SessionLog full = SessionLog.open(folder.resolve("log"), InstantSource.system(), 0)) {
      useLog(full);
      assertThatThrownBy(this::create).isInstanceOf(VfsException.class);

      assertThat(sessions.look(FILE)).isNull();
      assertThat(sessions.unpublished()).isEmpty();
    }
    useLog(SessionLog.inMemory());
  }

  @Test
  void w3_aSmallFileIsPublishedAlsoWhenTheLogTakesNothing() throws IOException {
    SessionLog full = SessionLog.open(folder.resolve("log"), InstantSource.system());
    useLog(full);
    create();
    write(0, random(100), Durability.UNSTABLE);
    full.close(); // as a disk that takes nothing
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(random(100));
    assertThatThrownBy(() -> sessions.drop(FILE)).hasMessageContaining("free space");
    useLog(SessionLog.inMemory());
  }

  @Test
  void w4_anUploadThatAnotherProgramAbortsBeforeTheFirstCommitIsBegunAnew() {
    byte[] bytes = random(24 * MIB);
    create();
    write(bytes, 0, 12 * MIB, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") > 0);
    for (OpenUpload upload : bucket.listMultipartUploads(KEY)) {
      bucket.abortMultipartUpload(KEY, upload.id());
    }
    write(bytes, 12 * MIB, bytes.length, Durability.UNSTABLE);
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }
}
