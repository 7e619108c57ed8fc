package io.sluice.vfs.read.disk;

import static io.sluice.vfs.read.disk.CacheOnDisk.MIB;
import static io.sluice.vfs.read.disk.CacheOnDisk.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedCacheTest {
  private static final BlockId ID = CacheOnDisk.block("the/name/of/a/key", 0);

  @TempDir Path directory;

  private CacheOnDisk open(@Nullable CacheSecret secret) throws IOException {
    return new CacheOnDisk(directory, 100 * MIB, secret);
  }

  /// Whether some file has this in it.
  private boolean isOnDisk(byte[] wanted) throws IOException {
    String text = new String(wanted, StandardCharsets.ISO_8859_1);
    for (Path file : CacheOnDisk.files(directory)) {
      if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }

  private boolean showsSomething() throws IOException {
    return isOnDisk(Arrays.copyOfRange(CacheOnDisk.bytes(ID), 100, 116))
        || isOnDisk("the/name".getBytes(StandardCharsets.UTF_8))
        || isOnDisk("bucket".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void neitherContentNorNamesAreOnDisk() throws IOException {
    try (CacheOnDisk disk = open(secret(1))) {
      disk.put(ID);
      assertThat(disk.has(ID)).isTrue();
      assertThat(showsSomething()).isFalse();
    }
    try (CacheOnDisk disk = open(null)) {
      disk.put(ID);
      assertThat(showsSomething()).isTrue();
    }
  }

  @Test
  void itSurvivesARestartUnderItsSecret() throws IOException {
    try (CacheOnDisk disk = open(secret(1))) {
      disk.put(ID);
    }
    try (CacheOnDisk disk = open(secret(1))) {
      assertThat(disk.has(ID)).isTrue();
    }
  }

  @Test
  void underAnotherSecretAllIsMissedAndRemoved() throws IOException {
    try (CacheOnDisk disk = open(secret(1))) {
      disk.put(ID);
    }
    try (CacheOnDisk disk = open(secret(2))) {
      assertThat(disk.has(ID)).isFalse();
      assertThat(disk.files()).isEmpty();
    }
  }

  @Test
  void aFileUnderAnotherSecretIsDamaged() throws IOException {
    try (CacheOnDisk disk = open(secret(1))) {
      disk.put(ID);
      Path file = disk.files().getFirst();
      CacheSecret other = secret(2);
      Path moved = new BlockNames(other).of(ID).in(directory.resolve(BlockFiles.layout(other)));
      Files.createDirectories(moved.getParent());
      Files.move(file, moved);
    }
    try (CacheOnDisk disk = open(secret(2))) {
      assertThat(disk.has(ID)).isFalse();
      assertThat(disk.cache().statistics().damaged()).isEqualTo(1);
    }
  }

  @Test
  void whoBeginsToEncryptHasNothingInTheClearLeft() throws IOException {
    try (CacheOnDisk disk = open(null)) {
      disk.put(ID);
    }
    try (CacheOnDisk disk = open(secret(1))) {
      assertThat(disk.files()).isEmpty();
      assertThat(disk.has(ID)).isFalse();
    }
  }

  @Test
  void theSameBytesLookDifferentEachTime() throws IOException {
    byte[] first;
    try (CacheOnDisk disk = open(secret(1))) {
      disk.put(ID);
      first = Files.readAllBytes(disk.files().getFirst());
      Files.delete(disk.files().getFirst());
      assertThat(disk.has(ID)).isFalse();
      disk.put(ID);
      assertThat(Files.readAllBytes(disk.files().getFirst()))
          .hasSameSizeAs(first)
          .isNotEqualTo(first);
    }
    assertThat(ByteBuffer.wrap(first).remaining()).isEqualTo(ID.length() + 28);
  }
}
