package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandleJournalTest {
  @TempDir private Path directory;

  @Test
  void a3_recordsBehindOneThatAFullDiskToreAreNotLost() throws IOException {
    Path file = directory.resolve("journal-1");
    try (HandleJournal journal = HandleJournal.create(file)) {
      journal.append(Map.of(7L, new byte[] {1, 2, 3}));
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 2), StandardOpenOption.APPEND);
      journal.append(Map.of(8L, new byte[] {4, 5}));
    }

    Map<Long, byte[]> places = new HashMap<>();
    HandleJournal.replay(file, places::put);

    assertThat(places).containsOnlyKeys(7L, 8L);
  }
}
