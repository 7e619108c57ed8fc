package io.sluice.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CommitOutcome;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.RenameOutcome;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.WriteOutcome;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What can be asked of a file system that allows every change.
public abstract class WritableFileSystemContract extends ChangeableNamesContract {
  private static final CreateMode UNCHECKED = new CreateMode.Unchecked(AttributeChanges.NONE);
  private static final CreateMode GUARDED = new CreateMode.Guarded(AttributeChanges.NONE);

  @Test
  void aCreatedFileIsThereAndEmpty() {
    CreateOutcome created = create("new", GUARDED);

    assertThat(find("new")).isEqualTo(created.attributes());
    assertThat(created.attributes().size()).isZero();
    assertDirectoryChanged(created.directory());
  }

  @Test
  void writtenBytesAreReadBack() {
    byte[] content = noise(200_000);
    FileId file = create("new", GUARDED).attributes().id();

    write(file, 100_000, content, 100_000, 100_000);
    write(file, 0, content, 0, 100_000);

    assertThat(bytesOf("new")).isEqualTo(content);
  }

  @Test
  void aHoleReadsAsZeros() {
    FileId file = create("holes", GUARDED).attributes().id();

    write(file, 70_000, text("end"), 0, 3);

    byte[] expected = new byte[70_003];
    System.arraycopy(text("end"), 0, expected, 70_000, 3);
    assertThat(bytesOf("holes")).isEqualTo(expected);
  }

  @Test
  void aCommitHasTheVerifierOfTheWritesItCovers() {
    FileId file = create("new", GUARDED).attributes().id();

    WriteOutcome written =
        fileSystem().write(file, 0, ByteBuffer.wrap(text("bytes")), Durability.UNSTABLE);
    CommitOutcome committed = fileSystem().commit(file, 0, 0);

    assertThat(written.count()).isEqualTo(5);
    assertThat(committed.verifier()).isEqualTo(written.verifier());
    assertThat(bytesOf("new")).isEqualTo(text("bytes"));
  }

  @Test
  void aWriteIsAsDurableAsAskedFor() {
    FileId file = create("new", GUARDED).attributes().id();

    for (Durability asked : Durability.values()) {
      WriteOutcome written = fileSystem().write(file, 0, ByteBuffer.wrap(text("bytes")), asked);
      assertThat(written.durability()).isGreaterThanOrEqualTo(asked);
    }
  }

  @Test
  void writingDoesNotConsumeTheCallersBuffer() {
    FileId file = create("new", GUARDED).attributes().id();
    ByteBuffer data = ByteBuffer.wrap(text("bytes"));

    fileSystem().write(file, 0, data, Durability.FILE);
    data.put(0, (byte) 'X');

    assertThat(bytesOf("new")).isEqualTo(text("bytes"));
  }

  @Test
  void aFileCanBeCutAndExtended() {
    FileId file = create("new", GUARDED).attributes().id();
    write(file, 0, text("0123456789"), 0, 10);

    fileSystem().setAttributes(file, size(4), null);
    assertThat(bytesOf("new")).isEqualTo(text("0123"));

    fileSystem().setAttributes(file, size(6), null);
    assertThat(bytesOf("new")).isEqualTo(text("0123\0\0"));
  }

  @Test
  void uncheckedCreateTakesAndTruncatesWhatIsThere() {
    seed("old", text("content"));
    FileId id = find("old").id();

    assertThat(create("old", UNCHECKED).attributes().id()).isEqualTo(id);
    assertThat(bytesOf("old")).isEqualTo(text("content"));
    create("old", new CreateMode.Unchecked(size(0)));
    assertThat(bytesOf("old")).isEmpty();
  }

  @Test
  void guardedCreateRefusesWhatIsThere() {
    seed("old", text("content"));

    assertFails(VfsError.EXISTS, () -> create("old", GUARDED));
  }

  @Test
  void w14_exclusiveCreateKnowsItsOwnRetransmission() {
    FileId id = create("new", new CreateMode.Exclusive(77)).attributes().id();

    assertThat(create("new", new CreateMode.Exclusive(77)).attributes().id()).isEqualTo(id);
    assertFails(VfsError.EXISTS, () -> create("new", new CreateMode.Exclusive(78)));
  }

  @Test
  void whatIsRenamedKeepsItsIdAndBytes() {
    seed("from/old", text("content"));
    makeDirectory("to");
    FileId file = find("from/old").id();

    RenameOutcome renamed = rename("from", "old", "to", "new");

    assertThat(find("to/new").id()).isEqualTo(file);
    assertThat(bytesOf("to/new")).isEqualTo(text("content"));
    assertThat(namesIn("from", 10)).isEmpty();
    assertDirectoryChanged(renamed.from());
    assertDirectoryChanged(renamed.to());
  }

  @Test
  void aRenameReplacesAFile() {
    seed("dir/a", text("a"));
    seed("dir/b", text("b"));
    FileId replaced = find("dir/b").id();

    rename("dir", "a", "dir", "b");

    assertThat(bytesOf("dir/b")).isEqualTo(text("a"));
    assertThat(namesIn("dir", 10)).containsExactly("b");
    assertFails(VfsError.STALE, () -> fileSystem().getAttributes(replaced));
  }

  @Test
  void aRenameOfADirectoryTakesAllBelowAlong() {
    seed("old/dir/file", text("deep"));
    makeDirectory("empty");
    FileId root = fileSystem().root();
    FileId dir = find("old/dir").id();

    fileSystem().rename(find("old").id(), FileName.of("dir"), root, FileName.of("empty"));

    assertThat(bytesOf("empty/file")).isEqualTo(text("deep"));
    assertThat(find("empty").id()).isEqualTo(dir);
    assertThat(fileSystem().parent(dir)).isEqualTo(root);
  }

  @Test
  void aRenameThatMakesNoSenseIsRefused() {
    seed("dir/sub/file", text("x"));
    seed("full/file", text("x"));
    FileId root = fileSystem().root();
    FileName dir = FileName.of("dir");

    assertFails(VfsError.INVALID, () -> fileSystem().rename(root, dir, find("dir/sub").id(), dir));
    assertFails(
        VfsError.NOT_EMPTY, () -> fileSystem().rename(root, dir, root, FileName.of("full")));
    assertFails(VfsError.NOT_FOUND, () -> rename("dir", "nothing", "dir", "new"));
    assertFails(VfsError.IS_DIRECTORY, () -> rename("full", "file", "dir", "sub"));
    assertFails(VfsError.NOT_DIRECTORY, () -> rename("dir", "sub", "full", "file"));
  }

  @Test
  void modeAndTimesAreSet() {
    FileId file = create("new", GUARDED).attributes().id();
    Instant time = Instant.parse("2020-02-02T20:20:20.123456789Z");
    AttributeChanges changes =
        new AttributeChanges(
            0600, null, null, null, new TimeChange.To(time), new TimeChange.To(time));

    AttributeChange change = fileSystem().setAttributes(file, changes, null);

    FileAttributes now = find("new");
    assertThat(change.after()).isEqualTo(now);
    assertThat(now.mode()).isEqualTo(0600);
    assertThat(now.atime()).isEqualTo(time);
    assertThat(now.mtime()).isEqualTo(time);
  }

  @Test
  void aGuardThatDoesNotHoldChangesNothing() {
    FileId file = create("new", GUARDED).attributes().id();
    Instant ctime = find("new").ctime();

    assertFails(
        VfsError.NOT_SYNCHRONIZED,
        () -> fileSystem().setAttributes(file, mode(0600), ctime.minusNanos(1)));
    assertThat(find("new").ctime()).isEqualTo(ctime);
    fileSystem().setAttributes(file, mode(0600), ctime);
    assertThat(find("new").mode()).isEqualTo(0600);
  }

  @Test
  void everyChangeOfAFileMovesItsCtime() {
    FileId file = create("new", GUARDED).attributes().id();
    Instant created = find("new").ctime();

    write(file, 0, text("bytes"), 0, 5);
    fileSystem().commit(file, 0, 0);
    Instant written = find("new").ctime();
    fileSystem().setAttributes(file, size(0), null);

    assertThat(written).isAfter(created);
    assertThat(find("new").ctime()).isAfter(written);
  }

  private CreateOutcome create(String name, CreateMode mode) {
    return fileSystem().create(fileSystem().root(), FileName.of(name), mode);
  }

  private RenameOutcome rename(String fromDir, String from, String toDir, String to) {
    return fileSystem()
        .rename(find(fromDir).id(), FileName.of(from), find(toDir).id(), FileName.of(to));
  }

  private void write(FileId file, long offset, byte[] from, int start, int count) {
    ByteBuffer data = ByteBuffer.wrap(from, start, count);
    while (data.hasRemaining()) {
      long at = offset + data.position() - start;
      int written = fileSystem().write(file, at, data, Durability.FILE).count();
      data.position(data.position() + written);
    }
  }

  private static AttributeChanges size(long size) {
    return new AttributeChanges(
        null, null, null, size, new TimeChange.Keep(), new TimeChange.Keep());
  }

  private static AttributeChanges mode(int mode) {
    return new AttributeChanges(
        mode, null, null, null, new TimeChange.Keep(), new TimeChange.Keep());
  }
}
