package io.sluice.vfs.inode.handle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An index that is made anew from a log of several pieces, and cut off before the last one.
final class HandleFilesTest {
  private static final List<HandleEntry> ENTRIES =
      IntStream.range(0, 50_000).mapToObj(HandleFilesTest::entry).toList();

  /// Written behind all others.
  private static final HandleEntry RETIRED = ENTRIES.getFirst().retired();

  @TempDir private Path directory;

  private static HandleEntry entry(int number) {
    Place place = new Place(FileIds.ROOT, FileName.of("name-" + number), FileType.REGULAR);
    return HandleEntry.first(FileIds.of("/b".getBytes(UTF_8), place, 0, 0), place, 0);
  }

  @BeforeEach
  void fill() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(ENTRIES);
      table.replace(RETIRED);
    }
    Files.delete(directory.resolve("handles.index-7"));
  }

  /// A disk that fails when the second piece of the log is read.
  private final class FailingDisk extends RandomAccessFile {
    private final Path killed;

    /// @param killed where all is as if the process had died at that moment
    FailingDisk(Path killed) throws IOException {
      super(directory.resolve("handles.log").toFile(), "rw");
      this.killed = killed;
    }

    @Override
    public int read(byte[] bytes) throws IOException {
      if (bytes.length > HandleCodec.LONGEST && getFilePointer() > HandleLog.FIRST) {
        copyFiles(killed);
        throw new IOException("Input/output error");
      }
      return super.read(bytes);
    }
  }

  private void copyFiles(Path to) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void assertHoldsAll(Path directory) throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertThat(table.find(RETIRED.id())).isEqualTo(RETIRED);
      List<HandleEntry> others = ENTRIES.subList(1, ENTRIES.size());
      others.forEach(entry -> assertThat(table.find(entry.id())).isEqualTo(entry));
    }
  }

  private Path cutOff() throws IOException {
    Path killed = Files.createDirectory(directory.resolve("killed"));
    try (HandleLog log = Objects.requireNonNull(HandleLog.open(new FailingDisk(killed)))) {
      assertThatThrownBy(() -> HandleFiles.openIndex(directory, log))
          .isInstanceOf(IOException.class);
    }
    return killed;
  }

  @Test
  void a3_anIndexThatADiskCutOffIsMadeAnewAtTheNextStart() throws IOException {
    cutOff();

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("handles.log", "killed");
    }
    assertHoldsAll(directory);
  }

  @Test
  void c1_anIndexThatAKillCutOffIsMadeAnewAtTheNextStart() throws IOException {
    Path killed = cutOff();

    assertThat(killed.resolve("handles.index-7")).exists();
    assertHoldsAll(killed);
  }
}
