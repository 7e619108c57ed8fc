package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskHandleTableTest {
  @TempDir private Path directory;

  private static Map<FileId, Place> places(int from, int to) {
    Map<FileId, Place> places = new HashMap<>();
    for (int i = from; i < to; i++) {
      FileType type = i % 2 == 0 ? FileType.REGULAR : FileType.DIRECTORY;
      places.put(new FileId(1000 + i), new Place(FileIds.ROOT, FileName.of("näme " + i), type));
    }
    return places;
  }

  private static void assertHolds(HandleTable table, Map<FileId, Place> places) {
    places.forEach((id, place) -> assertThat(table.find(id)).isEqualTo(place));
  }

  @Test
  void a3_whatWasRememberedIsFoundAfterAnOrderlyRestart() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.remember(places(0, 5_000));
      assertHolds(table, places(0, 5_000));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, places(0, 5_000));
      assertThat(table.find(new FileId(999_999))).isNull();
    }
  }

  @Test
  void a3_whatWasRememberedIsFoundAfterTheProcessDied() throws IOException {
    Path copy = directory.resolve("as-the-process-left-it");
    Path original = directory.resolve("original");
    try (DiskHandleTable table = DiskHandleTable.open(original)) {
      table.remember(places(0, 100));
      table.remember(places(100, 200));
      copyFiles(original, copy);
    }
    try (DiskHandleTable table = DiskHandleTable.open(copy)) {
      assertHolds(table, places(0, 200));
    }
  }

  @Test
  void aRecordThatIsTornOrDamagedEndsTheJournalAndHarmsNothingBeforeIt() throws IOException {
    Path journal = directory.resolve("journal-7");
    Map<Long, byte[]> encoded = new HashMap<>();
    places(0, 10).forEach((id, place) -> encoded.put(id.value(), PlaceCodec.encode(place)));
    try (HandleJournal writer = HandleJournal.create(journal)) {
      writer.append(encoded);
    }
    Files.write(
        journal,
        new byte[] {1, 2, 3, 4, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9},
        StandardOpenOption.APPEND);

    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, places(0, 10));
    }
  }

  @Test
  void anInterruptedCallerDoesNotHarmTheTable() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      Thread.currentThread().interrupt();
      table.remember(places(0, 10));
      assertHolds(table, places(0, 10));
      assertThat(Thread.interrupted()).isTrue();
      table.remember(places(10, 20));
      assertHolds(table, places(0, 20));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, places(0, 20));
    }
  }

  @Test
  void aTreeThatCannotBeReadIsKeptAsideAndBegunAnew() throws IOException {
    Files.writeString(directory.resolve("handles.mv"), "this is no tree".repeat(1_000));

    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.remember(places(0, 10));
      assertHolds(table, places(0, 10));
    }
    assertThat(directory.resolve("handles.mv.damaged")).exists();
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, places(0, 10));
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DiskHandleTable.open(file.resolve("below")))
        .isInstanceOf(IOException.class);
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
