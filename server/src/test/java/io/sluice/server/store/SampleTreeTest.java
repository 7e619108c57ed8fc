package io.sluice.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleTreeTest {
  @Test
  void emptyFolderGetsTheTree(@TempDir Path folder) throws IOException {
    assertThat(SampleTree.writeIfEmpty(folder)).isTrue();

    assertThat(folder.resolve("README.txt")).content().contains("S3 bucket");
    assertThat(folder.resolve("letters/日本語.txt")).isRegularFile();
    assertThat(Files.size(folder.resolve("numbers/noise-1MiB.bin"))).isEqualTo(1 << 20);
  }

  @Test
  void folderWithFilesIsLeftAlone(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine"), "x");

    assertThat(SampleTree.writeIfEmpty(folder)).isFalse();
    assertThat(folder).isDirectoryNotContaining("glob:**README.txt");
  }
}
