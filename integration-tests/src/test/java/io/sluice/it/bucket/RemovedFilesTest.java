package io.sluice.it.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.memory.Lease;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.bucket.BucketFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that are removed while they are open, so that their client renames them.
@Timeout(60)
final class RemovedFilesTest {
  private static final int MIB = 1 << 20;
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final FileName F = FileName.of("f");
  private static final FileName SILLY = FileName.of(".nfs0000000012345678000000aa");

  @TempDir private Path state;
  private TestBucket bucket;
  private BucketFileSystem files;
  private FileId root;

  @BeforeEach
  void open() throws IOException {
    bucket = TestBucket.changeable(state);
    files = bucket.files();
    root = files.root();
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  private FileId create(long verifier) {
    return files.create(root, F, new CreateMode.Exclusive(verifier)).attributes().id();
  }

  /// READs 1 MiB from there until that fails, as memory does not hold it any more.
  private VfsException readUntilRefused(FileId file, long offset) {
    while (true) {
      try {
        Lease data = files.read(file, offset, MIB).data();
        if (data != null) {
          data.close();
        }
      } catch (VfsException e) {
        return e;
      }
    }
  }

  private String object() {
    return new String(bucket.s3.object(TestBucket.NAME, "f").body().read(), StandardCharsets.UTF_8);
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void d2_aNewFileTakesTheNameAndStaysWhenTheOldOneIsClosed() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    FileId old = bucket.find("f").id();
    files.rename(root, F, root, SILLY);
    FileId next = create(1);
    files.write(next, 0, text("new one"), Durability.FILE);
    assertThat(object()).isEqualTo("new one");

    files.remove(root, SILLY);

    assertThat(object()).isEqualTo("new one");
    bucket.passTheTtl();
    assertThat(bucket.find("f").id()).isEqualTo(next).isNotEqualTo(old);
    files.remove(root, F);
  }

  /// What clients do when a program renames a file to the name of one that is open.
  private void renameOver() {
    files.rename(root, F, root, SILLY);
    assertThatRenameOverIsRefused();
  }

  private void assertThatRenameOverIsRefused() {
    bucket.seed("tmp", "new".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> files.rename(root, FileName.of("tmp"), root, F))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.CROSS_DEVICE));
  }

  /// The client asks for that when it is closed.
  private void assertThatSillyNameIsGone() {
    assertThatThrownBy(() -> files.remove(root, SILLY))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.NOT_FOUND));
  }

  @Test
  void d2_aFileThatIsOpenStaysWhenTheRenameOverItIsRefused() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    FileId old = bucket.find("f").id();
    renameOver();
    assertThatSillyNameIsGone();

    assertThat(bucket.find("f").id()).isEqualTo(old);
    assertThat(files.getAttributes(old).size()).isEqualTo(3);
    bucket.passTheTtl();
    assertThat(bucket.find("f").id()).isEqualTo(old);
    assertThat(object()).isEqualTo("old");
    files.remove(root, F);
    assertThat(bucket.s3.has(TestBucket.NAME, "f")).isFalse();
  }

  @Test
  void d2_whatIsBeingWrittenStaysWhenTheRenameOverItIsRefused() {
    FileId open = create(1);
    files.write(open, 0, text("written"), Durability.UNSTABLE);
    renameOver();
    assertThatSillyNameIsGone();
    assertThat(bucket.find("f").id()).isEqualTo(open);
    files.write(open, 7, text(" on"), Durability.FILE);

    assertThat(object()).isEqualTo("written on");
    files.remove(root, F);
  }

  /// Its id is not taken away from it.
  @Test
  void d2_anObjectOfAnotherClientThatShowsMeanwhileStays() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    FileId old = bucket.find("f").id();
    files.rename(root, F, root, SILLY);
    bucket.seed("f", "another's".getBytes(StandardCharsets.UTF_8));
    FileId shown = bucket.find("f").id();
    assertThat(shown).isNotEqualTo(old);
    assertThatRenameOverIsRefused();

    assertThat(bucket.find("f").id()).isEqualTo(shown);
    files.remove(root, SILLY);
    assertThat(object()).isEqualTo("another's");
  }

  @Test
  void d2_aFileThatWasRemovedBeforeStaysSo() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    bucket.find("f");
    files.rename(root, F, root, SILLY);
    bucket.nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThatRenameOverIsRefused();

    assertThat(files.lookup(root, F)).isInstanceOf(LookupOutcome.Missing.class);
    files.remove(root, SILLY);
    assertThat(bucket.s3.has(TestBucket.NAME, "f")).isFalse();
  }

  /// The client asks once, and goes on whatever the answer is.
  @Test
  void d2_aFileWhoseObjectMayNotBeDeletedShowsAgain() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    FileId old = bucket.find("f").id();
    files.rename(root, F, root, SILLY);
    Fault denied = new Fault.Status(403, "AccessDenied");
    bucket.s3.fault(FaultRule.on(denied, S3Operation.DELETE_OBJECT));

    assertThatThrownBy(() -> files.remove(root, SILLY))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.ACCESS_DENIED));

    assertThat(bucket.find("f").id()).isNotEqualTo(old);
    assertThat(object()).isEqualTo("old");
  }

  @Test
  void d2_theOldObjectGoesWhenTheOldFileIsClosedFirst() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    bucket.find("f");
    files.rename(root, F, root, SILLY);
    FileId next = create(1);
    files.remove(root, SILLY);
    assertThat(bucket.s3.has(TestBucket.NAME, "f")).isFalse();

    files.write(next, 0, text("new one"), Durability.FILE);

    assertThat(object()).isEqualTo("new one");
    files.remove(root, F);
  }

  @Test
  void d2_whatAnotherClientPutThereStaysWhenTheOldFileIsClosed() {
    bucket.seed("f", "old".getBytes(StandardCharsets.UTF_8));
    bucket.find("f");
    files.rename(root, F, root, SILLY);
    bucket.seed("f", "of another".getBytes(StandardCharsets.UTF_8));

    files.remove(root, SILLY);

    assertThat(object()).isEqualTo("of another");
    bucket.passTheTtl();
    assertThat(bucket.find("f").size()).isEqualTo(10);
  }

  /// Or S3 could do it the other way round, and the object would be back.
  @Test
  void d4_anObjectThatIsJustBeingPutIsDeletedAfterThat() throws InterruptedException {
    FileId file = create(1);
    files.write(file, 0, text("one"), Durability.FILE);
    Gate gate = new Gate();
    bucket.s3.fault(FaultRule.on(new Fault.Hold(gate), S3Operation.PUT_OBJECT));
    Thread writing =
        Thread.ofVirtual().start(() -> files.write(file, 3, text("two"), Durability.FILE));
    gate.awaitArrivals(1);
    Thread removing = Thread.ofVirtual().start(() -> files.remove(root, F));
    while (removing.isAlive() && removing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(bucket.counts().of(S3Operation.DELETE_OBJECT).requests()).isZero();

    gate.release();
    writing.join();
    removing.join();
    assertThat(bucket.s3.has(TestBucket.NAME, "f")).isFalse();
  }

  @Test
  void d2_onlyWhatIsThereCanBeRemoved() {
    assertThatThrownBy(() -> files.rename(root, F, root, SILLY))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.NOT_FOUND));
  }

  /// What memory does not hold of it is in an unfinished upload, and no object ever.
  @Test
  void r3_aReadOfARemovedFileThatFailsHoldsNoMemory() {
    FileId file = create(1);
    for (int at = 0; at < 40; at++) {
      files.write(file, (long) at * MIB, ByteBuffer.allocate(MIB), Durability.UNSTABLE);
    }
    files.rename(root, F, root, SILLY);

    assertThat(readUntilRefused(file, 9L * MIB).error()).isEqualTo(VfsError.IO);

    files.remove(root, SILLY);
    bucket.endReads();
    long begin = System.nanoTime();
    // what is being sent just now is held until it is
    while (bucket.leased() > 0 && System.nanoTime() - begin < MOST.toNanos()) {
      Thread.onSpinWait();
    }
    assertThat(bucket.leased()).isZero();
  }
}
