package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.OpenUpload;
import io.sluice.vfs.write.log.SessionFile;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionReplay;
import io.sluice.vfs.write.log.SessionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a file when the log takes nothing more, or its upload is taken away.
class SessionFailuresTest extends FileInWriting {
  @TempDir private Path folder;

  /// Before the folder of its log is.
  @AfterEach
  void theFileIsGone() {
    sessions.drop(FILE);
    useLog(SessionLog.inMemory());
  }

  @Test
  void w1_aCreateThatTheLogDoesNotTakeLeavesNothing() throws IOException {
    try (SessionLog full = SessionLog.open(folder.resolve("log"), InstantSource.system(), 0)) {
      useLog(full);
      assertThatThrownBy(this::create).isInstanceOf(VfsException.class);

      assertThat(sessions.look(FILE)).isNull();
      assertThat(sessions.created()).isEmpty();
    }
    useLog(SessionLog.inMemory());
  }

  @Test
  void w3_aSmallFileIsPublishedAlsoWhenTheLogTakesNothing() throws IOException {
    SessionFile full = useLogOnDisk();
    create();
    write(0, random(100), Durability.UNSTABLE);
    full.close();
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(random(100));
    sessions.drop(FILE); // a removal that is done does not fail
    assertThat(sessions.look(FILE)).isNull();
  }

  @Test
  void w15_aFileFailsWhoseWriteIsNotRememberedAndNothingOfItIsPublished() throws IOException {
    SessionFile full = useLogOnDisk();
    create();
    full.close();
    assertThatThrownBy(() -> write(0, random(100), Durability.UNSTABLE))
        .hasMessageContaining("free space");

    assertFailedWithoutATrace();
    assertThat(bucket.headStored(KEY)).isEmpty();
  }

  @Test
  void w3_aLargeFileIsPublishedByACommitWhosePartsAreNotRemembered() throws IOException {
    byte[] bytes = random(20 * MIB);
    SessionFile full = useLogOnDisk();
    create();
    write(bytes, 0, 12 * MIB, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") == 1); // its upload is remembered
    full.close();
    commit();
    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 12 * MIB));

    assertThatThrownBy(
            () -> {
              write(bytes, 12 * MIB, 20 * MIB, Durability.UNSTABLE);
              commit();
            })
        .hasMessageContaining("free space");
    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 12 * MIB));
  }

  /// 12 MiB are synced, and 8 more written, when the disk is full.
  private void syncThenFillDisk(byte[] bytes) throws IOException {
    SessionFile full = useLogOnDisk();
    create();
    write(bytes, 0, 12 * MIB, Durability.UNSTABLE);
    commit();
    write(bytes, 12 * MIB, 20 * MIB, Durability.UNSTABLE);
    full.close();
  }

  @Test
  void w3_nothingThatWasSyncedIsGivenUpForAttributesThatAreNotRemembered() throws IOException {
    byte[] bytes = random(20 * MIB);
    syncThenFillDisk(bytes);
    assertThatThrownBy(
            () -> whileTimeGoesOn(() -> sessions.setAttributes(FILE, attributes -> attributes)))
        .hasMessageContaining("free space");
    commit();

    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void w3_nothingThatWasSyncedIsGivenUpAlsoWhereItsWriterGoesOn() throws IOException {
    byte[] bytes = random(40 * MIB);
    syncThenFillDisk(bytes);
    AtomicInteger next = new AtomicInteger(20);
    List<Thread> writers = new CopyOnWriteArrayList<>();
    beforeEvery.put(
        "uploadPart",
        () -> {
          int at = next.getAndIncrement() * MIB;
          writers.add(
              Thread.ofVirtual()
                  .start(() -> {
                    try {
                      write(bytes, at, at + MIB, Durability.UNSTABLE);
                    } catch (VfsException e) {
                      assertThat(e.error()).isEqualTo(VfsError.NO_SPACE);
                    }
                  }));
        });
    commit();
    beforeEvery.clear();
    for (Thread writer : writers) {
      await(() -> !writer.isAlive());
    }

    assertThat(Objects.requireNonNull(bucket.object(KEY)))
        .startsWith(Arrays.copyOf(bytes, 20 * MIB));
  }

  @Test
  void w3_commitsThatComeTogetherPublishOnceWhereNothingIsRemembered() throws IOException {
    byte[] bytes = random(12 * MIB);
    SessionFile full = useLogOnDisk();
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") > 0); // or the upload could not be remembered
    full.close();
    List<Thread> commits =
        Stream.generate(() -> Thread.ofVirtual().start(() -> sessions.commit(FILE)))
            .limit(3)
            .toList();
    commits.forEach(commit -> await(() -> !commit.isAlive()));
    pass(Duration.ofMinutes(2));

    assertThat(sessions.due()).isEmpty();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  @Test
  void c1_aLargeObjectWhosePublishingIsNotRememberedStaysAfterAKill() throws IOException {
    byte[] bytes = random(12 * MIB);
    SessionFile full = useLogOnDisk();
    create();
    write(bytes, 0, bytes.length, Durability.UNSTABLE);
    await(() -> bucket.count("UploadPart") > 0);
    full.close();
    commit();
    killAndStart();
    await(() -> look().isFailed());
    pass(Duration.ofMinutes(2));

    assertThat(sessions.due()).isEmpty();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
  }

  /// The next process would take it for a file of which nothing is durable, and put an empty one.
  @Test
  void c1_anObjectWhosePublishingIsNotRememberedStaysAfterAKill() throws IOException {
    SessionFile full = useLogOnDisk();
    create();
    write(0, random(100), Durability.UNSTABLE);
    full.close();
    commit();
    killAndStart();
    await(() -> look().isFailed());
    pass(Duration.ofMinutes(2));

    assertThat(sessions.due()).isEmpty();
    assertThat(bucket.object(KEY)).isEqualTo(random(100));
  }

  @Test
  void c1_aCommitThatEndsAfterTheServerGivesNothingUp() throws IOException {
    byte[] bytes = random(20 * MIB);
    SessionLog ending = SessionLog.open(folder.resolve("log"), InstantSource.system());
    useLog(ending);
    create();
    write(bytes, 0, 12 * MIB, Durability.UNSTABLE);
    commit();
    write(bytes, 12 * MIB, bytes.length, Durability.UNSTABLE);
    ending.close();
    assertThatThrownBy(this::commit).hasMessageContaining("the server ends");

    assertThat(bucket.openUploads()).isEqualTo(1);
  }

  @Test
  void w7_anObjectStaysIfThatItIsEmptiedIsNotRemembered() throws IOException {
    SessionFile full = useLogOnDisk();
    create();
    write(0, random(100), Durability.FILE);
    assertThat(sessions.news(FILE)).isInstanceOf(SessionNews.Published.class);
    full.close();
    assertThatThrownBy(() -> sessions.truncate(FILE, 0)).hasMessageContaining("free space");

    assertFailedWithoutATrace();
    assertThat(bucket.object(KEY)).isEqualTo(random(100));
  }

  @Test
  void w15_aFileFailsWhoseAttributesAreNotRemembered() throws IOException {
    SessionFile full = useLogOnDisk();
    create();
    full.close();
    assertThatThrownBy(() -> sessions.setAttributes(FILE, attributes -> attributes))
        .hasMessageContaining("free space");

    assertFailedWithoutATrace();
    assertThat(bucket.headStored(KEY)).isEmpty();
  }

  /// The file of a log, which takes nothing any more once it is closed: as one on a full disk.
  private SessionFile useLogOnDisk() throws IOException {
    Path path = folder.resolve("log");
    SessionTable table = new SessionTable(1000);
    SessionFile file = SessionReplay.open(path, table);
    useLog(SessionLog.open(path, file, table, InstantSource.system()));
    return file;
  }

  private void assertFailedWithoutATrace() {
    assertThat(sessions.news(FILE)).isInstanceOf(SessionNews.Failed.class);
    pass(Duration.ofMinutes(1));
    assertThat(sessions.due()).isEmpty();
    await(() -> bucket.openUploads() == 0);
    sessions.drop(FILE); // a removal that is done does not fail
    assertThat(sessions.look(FILE)).isNull();
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
