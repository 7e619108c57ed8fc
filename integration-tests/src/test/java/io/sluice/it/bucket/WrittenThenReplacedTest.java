package io.sluice.it.bucket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.memory.Lease;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.bucket.BucketFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that this mount wrote just now, and whose objects another client replaces.
@Timeout(60)
final class WrittenThenReplacedTest {
  private static final FileName F = FileName.of("f");

  @TempDir private Path state;
  private TestBucket bucket;
  private BucketFileSystem files;

  @BeforeEach
  void open() throws IOException {
    bucket = TestBucket.changeable(state);
    files = bucket.files();
  }

  @AfterEach
  void close() {
    files.remove(files.root(), F); // else its bytes are kept for who goes on with it
    bucket.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private FileId written(String text) {
    FileId file = files.create(files.root(), F, new CreateMode.Exclusive(1)).attributes().id();
    files.write(file, 0, ByteBuffer.wrap(bytes(text)), Durability.FILE);
    return file;
  }

  private void assertShows(FileId file, String text) {
    assertThat(files.getAttributes(file).size()).isEqualTo(text.length());
    ReadOutcome read = files.read(file, 0, 1000);
    try (Lease data = requireNonNull(read.data())) {
      assertThat(StandardCharsets.UTF_8.decode(data.buffer()).toString()).isEqualTo(text);
    }
    assertThat(read.reachedEnd()).isTrue();
    assertThat(requireNonNull(read.attributes()).size()).isEqualTo(text.length());
  }

  @Test
  void a4_aShorterObjectOfAnotherClientIsShownAfterTheTtl() {
    FileId file = written("what this mount has written");
    assertShows(file, "what this mount has written");
    var before = files.getAttributes(file).ctime();

    bucket.seed("f", bytes("another's"));
    assertShows(file, "another's");
    assertThat(files.getAttributes(file).ctime()).isNotEqualTo(before);
  }

  @Test
  void a4_aLongerObjectOfAnotherClientIsShownAfterTheTtl() {
    FileId file = written("short");
    bucket.seed("f", bytes("as long as another client wants it to be"));

    assertShows(file, "as long as another client wants it to be");
  }

  @Test
  void a6_whatIsWrittenAgainIsShownWhateverWasSeenBefore() {
    FileId file = written("first");
    bucket.passTheTtl();
    assertShows(file, "first");
    files.write(file, 5, ByteBuffer.wrap(bytes(" and second")), Durability.FILE);

    assertShows(file, "first and second");
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.NOT_PERMITTED));
  }

  private static AttributeChanges size(long size) {
    TimeChange kept = new TimeChange.Keep();
    return new AttributeChanges(null, null, null, size, kept, kept);
  }

  @Test
  void w8_anObjectOfAnotherClientIsNotAppendedTo() {
    FileId file = written("short");
    bucket.seed("f", bytes("another's, which is longer"));
    assertShows(file, "another's, which is longer");

    assertRefused(() -> files.write(file, 26, ByteBuffer.wrap(bytes("x")), Durability.UNSTABLE));
    assertRefused(() -> files.setAttributes(file, size(100), null));
    assertShows(file, "another's, which is longer");
  }

  @Test
  void a5_theTimeOfAnObjectOfAnotherClientIsSetAndShown() {
    FileId file = written("short");
    bucket.seed("f", bytes("another's"));
    assertShows(file, "another's");
    TimeChange to = new TimeChange.To(Instant.ofEpochSecond(1_000_000));
    AttributeChanges times = new AttributeChanges(null, null, null, null, to, to);
    files.setAttributes(file, times, null);

    assertThat(files.getAttributes(file).mtime()).isEqualTo(Instant.ofEpochSecond(1_000_000));
    assertShows(file, "another's");
  }

  @Test
  void w7_anObjectOfAnotherClientIsNotTakenForTheEmptyFileThatWasWritten() {
    FileId file = files.create(files.root(), F, new CreateMode.Exclusive(1)).attributes().id();
    TimeChange kept = new TimeChange.Keep();
    TimeChange touched = new TimeChange.To(Instant.EPOCH);
    files.setAttributes(
        file, new AttributeChanges(null, null, null, null, kept, touched), null); // publishes it
    bucket.seed("f", bytes("another's"));
    assertShows(file, "another's");

    assertThatThrownBy(() -> files.setAttributes(file, size(0), null))
        .hasMessageContaining("allow-overwrite");
    assertShows(file, "another's");
  }
}
