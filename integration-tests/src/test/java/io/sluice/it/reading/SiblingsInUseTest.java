package io.sluice.it.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.store.ListedKeys;
import io.sluice.it.fake.store.SyntheticBody;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of a directory that are read beside each other, with less memory than they have bytes.
@Timeout(60)
final class SiblingsInUseTest {
  private static final int MIB = 1 << 20;
  private static final long MEMORY = 64L * MIB;
  private static final long SIZE = 8L * MIB;
  private static final String DIRECTORY = "many/";

  /// When a reader who asks for nothing has left.
  private static final Duration LEFT = Duration.ofSeconds(4);

  @TempDir private Path state;
  private ServedObjects objects;

  @BeforeEach
  void serve() throws IOException {
    objects = new ServedObjects(state, MEMORY);
    List<String> names = List.of(DIRECTORY + "a", DIRECTORY + "b", DIRECTORY + "c");
    objects.putAndList(DIRECTORY, new ListedKeys(names, SIZE, Instant.EPOCH));
  }

  @AfterEach
  void stop() throws IOException {
    objects.close();
  }

  private void read(String name) {
    SyntheticBody body = SyntheticBody.of(DIRECTORY + name, 0, SIZE);
    KnownFile.open(objects.client(), DIRECTORY + name, body).read(0, SIZE, MIB, 1);
  }

  /// So much that nothing of the others is in memory any more.
  private long readAnother() {
    objects.file("another", MEMORY).read(0, MEMORY, MIB, 1);
    return MEMORY;
  }

  @Test
  void aFileWithAReaderOfItsOwnIsNotFetchedForWhoReadsItsSiblingsInOrder() {
    read("c");
    long another = readAnother();

    read("a");
    read("b");

    assertThat(objects.fetched()).isEqualTo(3 * SIZE + another);
  }

  @Test
  void aFileWhoseReaderHasLeftIsFetchedForWhoReadsItsSiblingsInOrder() {
    read("c");
    long another = readAnother();
    objects.pass(LEFT);

    read("a");
    read("b");

    assertThat(objects.fetched()).isEqualTo(4 * SIZE + another);
  }
}
