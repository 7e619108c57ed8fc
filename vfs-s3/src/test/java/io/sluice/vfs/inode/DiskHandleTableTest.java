package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskHandleTableTest {
  @TempDir private Path directory;

  private static List<HandleEntry> entries(int from, int to) {
    List<HandleEntry> entries = new ArrayList<>();
    for (int i = from; i < to; i++) {
      FileType type = i % 2 == 0 ? FileType.REGULAR : FileType.DIRECTORY;
      Place place = new Place(FileIds.ROOT, FileName.of("näme " + i), type);
      entries.add(HandleEntry.first(new FileId(1000 + i), place, 0));
    }
    return entries;
  }

  private static void assertHolds(HandleTable table, List<HandleEntry> entries) {
    entries.forEach(entry -> assertThat(table.find(entry.id())).isEqualTo(entry));
    assertThat(table.claim(entries)).isEqualTo(entries);
  }

  @Test
  void a3_whatWasRememberedIsFoundAfterAnOrderlyRestart() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(entries(0, 5_000));
      assertHolds(table, entries(0, 5_000));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 5_000));
      assertThat(table.find(new FileId(999_999))).isNull();
    }
  }

  @Test
  void a3_whatWasRememberedIsFoundAfterTheProcessDied() throws IOException {
    Path copy = directory.resolve("as-the-process-left-it");
    Path original = directory.resolve("original");
    try (DiskHandleTable table = DiskHandleTable.open(original)) {
      table.claim(entries(0, 100));
      table.claim(entries(100, 200));
      copyFiles(original, copy);
    }
    try (DiskHandleTable table = DiskHandleTable.open(copy)) {
      assertHolds(table, entries(0, 200));
    }
  }

  @Test
  void anInterruptedCallerDoesNotHarmTheTable() throws IOException {
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      Thread.currentThread().interrupt();
      table.claim(entries(0, 10));
      assertHolds(table, entries(0, 10));
      assertThat(Thread.interrupted()).isTrue();
      table.claim(entries(10, 20));
      assertHolds(table, entries(0, 20));
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 20));
    }
  }

  @Test
  void aLogThatCannotBeReadIsKeptAsideAndBegunAnew() throws IOException {
    Files.writeString(directory.resolve("handles.log"), "this is no log".repeat(1_000));

    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      table.claim(entries(0, 10));
      assertHolds(table, entries(0, 10));
    }
    assertThat(directory.resolve("handles.log.damaged")).exists();
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      assertHolds(table, entries(0, 10));
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
