package io.sluice.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileSystemLimits;
import io.sluice.vfs.FileType;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What can be asked of every file system, also of one that cannot be written to.
public abstract class VirtualFileSystemContract {
  private static final FileId NEVER_EXISTED = new FileId(0x7eee_dddd_cccc_bbbbL);

  /// The file system under test; the same one all through a test, a new one for each.
  protected abstract VirtualFileSystem fileSystem();

  /// Puts a file there by other means than the file system, with the directories above it.
  ///
  /// @param path names with `/` between them, none at the start
  protected abstract void seed(String path, byte[] content);

  /// Whether changes are allowed.
  protected abstract boolean isWritable();

  @Test
  void theRootIsADirectoryThatHoldsItself() {
    FileId root = fileSystem().root();

    assertThat(fileSystem().getAttributes(root).type()).isEqualTo(FileType.DIRECTORY);
    assertThat(fileSystem().parent(root)).isEqualTo(root);
  }

  @Test
  void aNameIsFoundWithTheAttributesOfItsFile() {
    seed("colors/blue.txt", text("the sky"));

    FileAttributes found = find("colors/blue.txt");

    assertThat(found.type()).isEqualTo(FileType.REGULAR);
    assertThat(found.size()).isEqualTo(7);
    assertThat(found.used()).isGreaterThanOrEqualTo(found.size());
    assertThat(found.used() % 512).isZero();
    assertThat(fileSystem().getAttributes(found.id())).isEqualTo(found);
  }

  @Test
  void aDirectoryIsFoundAndKnowsItsParent() {
    seed("colors/dark/blue.txt", text("night"));

    FileAttributes colors = find("colors");
    FileAttributes dark = find("colors/dark");

    assertThat(dark.isDirectory()).isTrue();
    assertThat(fileSystem().parent(dark.id())).isEqualTo(colors.id());
    assertThat(fileSystem().parent(colors.id())).isEqualTo(fileSystem().root());
  }

  @Test
  void anIdStaysTheSame() {
    seed("colors/blue.txt", text("the sky"));

    assertThat(find("colors/blue.txt").id()).isEqualTo(find("colors/blue.txt").id());
    assertThat(find("colors").id()).isEqualTo(find("colors").id());
  }

  @Test
  void anAbsentNameIsMissing() {
    seed("here", text("x"));

    assertThat(fileSystem().lookup(fileSystem().root(), FileName.of("there")))
        .isEqualTo(new LookupOutcome.Missing());
  }

  @Test
  void namesDifferByCase() {
    seed("readme", text("small"));
    seed("README", text("capitals"));

    assertThat(bytesOf("readme")).isEqualTo(text("small"));
    assertThat(bytesOf("README")).isEqualTo(text("capitals"));
  }

  @Test
  void namesMayHave255BytesOfAnyLanguage() {
    String longest = "ü".repeat(127) + "x";
    seed("odd/" + longest, text("1"));
    seed("odd/ two  words ", text("2"));

    assertThat(bytesOf("odd/" + longest)).isEqualTo(text("1"));
    assertThat(bytesOf("odd/ two  words ")).isEqualTo(text("2"));
    assertThat(namesIn("odd", 10)).containsExactlyInAnyOrder(longest, " two  words ");
  }

  @Test
  void lookingInAFileIsRefused() {
    seed("file", text("x"));
    FileId file = find("file").id();

    assertFails(VfsError.NOT_DIRECTORY, () -> fileSystem().lookup(file, FileName.of("x")));
    assertFails(VfsError.NOT_DIRECTORY, () -> fileSystem().list(file, 0, 1));
    assertFails(VfsError.NOT_DIRECTORY, () -> fileSystem().parent(file));
  }

  @Test
  void anIdOfNothingIsStale() {
    assertFails(VfsError.STALE, () -> fileSystem().getAttributes(NEVER_EXISTED));
    assertFails(VfsError.STALE, () -> fileSystem().read(NEVER_EXISTED, 0, 1));
    assertFails(VfsError.STALE, () -> fileSystem().list(NEVER_EXISTED, 0, 1));
    assertFails(VfsError.STALE, () -> fileSystem().lookup(NEVER_EXISTED, FileName.of("x")));
  }

  @Test
  void aReadGivesExactlyTheBytesAskedFor() {
    byte[] content = noise(300_000);
    seed("noise", content);
    FileId file = find("noise").id();

    assertThat(read(file, 0, 300_000)).isEqualTo(content);
    assertThat(read(file, 70_000, 100_000)).isEqualTo(range(content, 70_000, 100_000));
    assertThat(read(file, 299_999, 1)).isEqualTo(range(content, 299_999, 1));
  }

  @Test
  void theLargestTransferIsReadAtOnce() {
    byte[] content = noise(FileSystemLimits.LARGEST_TRANSFER + 5);
    seed("large", content);
    FileId file = find("large").id();

    assertThat(read(file, 3, FileSystemLimits.LARGEST_TRANSFER))
        .isEqualTo(range(content, 3, FileSystemLimits.LARGEST_TRANSFER));
  }

  @Test
  void aReadIsShortOnlyAtTheEndAndSaysSo() {
    seed("ten", text("0123456789"));
    FileId file = find("ten").id();

    assertThat(read(file, 6, 100)).isEqualTo(text("6789"));
    assertThat(reachesEnd(file, 6, 100)).isTrue();
    assertThat(reachesEnd(file, 6, 4)).isTrue();
    assertThat(reachesEnd(file, 6, 3)).isFalse();
  }

  @Test
  void aReadBeyondTheEndGivesNothing() {
    seed("ten", text("0123456789"));
    seed("empty", new byte[0]);

    for (long offset : new long[] {10, 11, Long.MAX_VALUE - 5}) {
      assertThat(read(find("ten").id(), offset, 5)).isEmpty();
      assertThat(reachesEnd(find("ten").id(), offset, 5)).isTrue();
    }
    assertThat(read(find("empty").id(), 0, 5)).isEmpty();
    assertThat(reachesEnd(find("empty").id(), 0, 5)).isTrue();
  }

  @Test
  void aReadOfNothingGivesNothing() {
    seed("ten", text("0123456789"));

    assertThat(read(find("ten").id(), 4, 0)).isEmpty();
    assertThat(reachesEnd(find("ten").id(), 4, 0)).isFalse();
  }

  @Test
  void aDirectoryHasNoBytes() {
    seed("dir/file", text("x"));

    assertFails(VfsError.IS_DIRECTORY, () -> fileSystem().read(find("dir").id(), 0, 1));
  }

  @Test
  void aListingShowsEveryNameOnceInPagesOfAnySize() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      names.add("file-" + i);
      seed("many/file-" + i, text("x"));
    }
    seed("many/inner/deep", text("x"));
    names.add("inner");

    for (int most : new int[] {1, 2, 7, 100}) {
      assertThat(namesIn("many", most)).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void aListingKeepsItsOrder() {
    for (String name : List.of("b", "a", "B", "a.txt", "a-b", "ab")) {
      seed("dir/" + name, text("x"));
    }

    assertThat(namesIn("dir", 2)).isEqualTo(namesIn("dir", 100));
  }

  @Test
  void aListedIdIsThatOfTheName() {
    seed("dir/file", text("x"));
    seed("dir/sub/file", text("x"));

    for (DirectoryEntry entry : fileSystem().list(find("dir").id(), 0, 10).entries()) {
      FileAttributes found = find("dir/" + entry.name());
      assertThat(entry.id()).isEqualTo(found.id());
      assertThat(entry.attributes()).isIn(null, found);
    }
  }

  @Test
  void aCookieThatNeverWasOneIsRefused() {
    seed("dir/file", text("x"));

    assertFails(
        VfsError.BAD_COOKIE, () -> fileSystem().list(find("dir").id(), NEVER_EXISTED.value(), 1));
  }

  @Test
  void whatIsAtHandIsTheSame() {
    seed("dir/file", text("bytes"));
    FileAttributes file = find("dir/file");

    FileAttributes atHand;
    try {
      atHand = fileSystem().atHand().getAttributes(file.id());
    } catch (VfsException e) {
      assertThat(e.error()).isEqualTo(VfsError.NOT_AT_HAND);
      return;
    }
    assertThat(atHand).isEqualTo(file);
  }

  @Test
  void thereIsRoomForMoreThanAnybodyHas() {
    assertThat(fileSystem().statistics().availableBytes()).isGreaterThanOrEqualTo(1L << 50);
  }

  @Test
  void aReadOnlyFileSystemRefusesEveryChange() {
    assumeFalse(isWritable());
    seed("dir/file", text("x"));
    FileId dir = find("dir").id();
    FileId file = find("dir/file").id();
    FileName name = FileName.of("file");
    FileName fresh = FileName.of("fresh");
    AttributeChanges none = AttributeChanges.NONE;

    assertThat(fileSystem().limits().readOnly()).isTrue();
    List<ThrowingCallable> changes =
        List.of(
            () -> fileSystem().setAttributes(file, none, null),
            () -> fileSystem().write(file, 0, ByteBuffer.allocate(1), Durability.FILE),
            () -> fileSystem().create(dir, fresh, new CreateMode.Unchecked(none)),
            () -> fileSystem().makeDirectory(dir, fresh, none),
            () -> fileSystem().remove(dir, name),
            () -> fileSystem().removeDirectory(fileSystem().root(), FileName.of("dir")),
            () -> fileSystem().rename(dir, name, dir, fresh));
    for (ThrowingCallable change : changes) {
      assertFails(VfsError.READ_ONLY, change);
    }
    assertThat(bytesOf("dir/file")).isEqualTo(text("x"));
  }

  /// The attributes of what is at `path`, which must exist; empty for the root.
  protected final FileAttributes find(String path) {
    FileAttributes at = fileSystem().getAttributes(fileSystem().root());
    for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      LookupOutcome outcome = fileSystem().lookup(at.id(), FileName.of(name));
      assertThat(outcome).as(name).isInstanceOf(LookupOutcome.Found.class);
      at = ((LookupOutcome.Found) outcome).attributes();
    }
    return at;
  }

  /// All bytes of a file that is small.
  protected final byte[] bytesOf(String path) {
    FileAttributes file = find(path);
    return read(file.id(), 0, (int) file.size());
  }

  /// One read.
  protected final byte[] read(FileId file, long offset, int count) {
    ReadOutcome outcome = fileSystem().read(file, offset, count);
    if (outcome.data() == null) {
      return new byte[0];
    }
    try (var lease = outcome.data()) {
      byte[] bytes = new byte[lease.buffer().remaining()];
      lease.buffer().get(bytes);
      return bytes;
    }
  }

  private boolean reachesEnd(FileId file, long offset, int count) {
    ReadOutcome outcome = fileSystem().read(file, offset, count);
    if (outcome.data() != null) {
      outcome.data().close();
    }
    return outcome.reachedEnd();
  }

  /// All names of a directory, asked for `most` at a time.
  protected final List<String> namesIn(String path, int most) {
    FileId directory = find(path).id();
    List<String> names = new ArrayList<>();
    long cookie = 0;
    DirectoryPage page;
    do {
      page = fileSystem().list(directory, cookie, most);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(most);
      for (DirectoryEntry entry : page.entries()) {
        names.add(entry.name().text().orElseThrow());
        cookie = entry.id().value();
      }
    } while (!page.reachedEnd());
    return names;
  }

  /// That a question fails in a certain way.
  protected static void assertFails(VfsError error, ThrowingCallable question) {
    assertThatExceptionOfType(VfsException.class)
        .isThrownBy(question)
        .extracting(VfsException::error)
        .isEqualTo(error);
  }

  /// Text in UTF-8.
  protected static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The same bytes each time, without a pattern.
  protected static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] range(byte[] from, int offset, int count) {
    return Arrays.copyOfRange(from, offset, offset + count);
  }
}
