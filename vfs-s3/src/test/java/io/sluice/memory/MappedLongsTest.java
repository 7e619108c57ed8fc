package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MappedLongsTest {
  @TempDir private Path directory;

  @Test
  void whatWasSetIsInTheFileAtOnce() throws IOException {
    Path file = directory.resolve("longs");
    try (MappedLongs longs = MappedLongs.create(file, 300_000);
        MappedLongs others = MappedLongs.open(file)) {
      longs.set(299_999, -7);

      assertThat(Files.size(file)).isEqualTo(2_400_000);
      assertThat(others.length()).isEqualTo(300_000);
      assertThat(others.get(299_999)).isEqualTo(-7);
      assertThat(others.get(299_998)).isZero();
    }
  }

  @Test
  void aNewFileTakesThePlaceOfAnOldOne() throws IOException {
    Path file = Files.writeString(directory.resolve("longs"), "something longer than two longs");

    try (MappedLongs longs = MappedLongs.create(file, 2)) {
      assertThat(longs.length()).isEqualTo(2);
      assertThat(longs.get(0)).isZero();
    }
  }

  @Test
  void longsOfAClosedFileAreAnErrorAndNotAFault() throws IOException {
    MappedLongs longs = MappedLongs.create(directory.resolve("longs"), 2);
    longs.close();

    assertThatThrownBy(() -> longs.get(0)).isInstanceOf(IllegalStateException.class);
  }
}
