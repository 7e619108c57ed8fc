package io.sluice.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.process.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheDirectoryTest {
  @TempDir Path directory;

  private long uid;

  @BeforeEach
  void whoWeAre() throws IOException {
    uid = Integer.toUnsignedLong((Integer) Files.getAttribute(directory, "unix:uid"));
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void onlyItsOwnerMayLookInside() throws IOException {
    Path path = directory.resolve("a/cache");
    CacheDirectory.open(path, uid).close();
    assertThat(permissions(path)).isEqualTo("rwx------");
  }

  @Test
  void permissionsThatAreTooWideAreMended() throws IOException {
    allow(directory, "rwxrwxr-x");
    Files.createDirectories(directory.resolve("v1"));
    Files.createDirectories(directory.resolve("v1-0123abcd"));
    Files.createDirectories(directory.resolve("lost+found"));

    CacheDirectory.open(directory, uid).close();

    assertThat(permissions(directory)).isEqualTo("rwx------");
  }

  @Test
  void aDirectoryWithSomethingElseInItIsLeftAlone() throws IOException {
    allow(directory, "rwxr-xr-x");
    Files.createFile(directory.resolve("letter.txt"));

    assertThatThrownBy(() -> CacheDirectory.open(directory, uid))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The cache directory %s holds something else (letter.txt): give an empty one, or one that does not exist, with --cache."
                .formatted(directory));
    assertThat(permissions(directory)).isEqualTo("rwxr-xr-x");
    assertThat(directory.resolve("lock")).doesNotExist();
  }

  @Test
  void oneOfAnotherUserIsRefused() {
    assertThatThrownBy(() -> CacheDirectory.open(directory, uid + 1))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The cache directory %s belongs to another user (%d): give another one with --cache, or become its owner."
                .formatted(directory, uid));
  }

  @Test
  void aSecondServerIsToldOfTheFirst() throws IOException {
    try (CacheDirectory _ = CacheDirectory.open(directory, uid)) {
      assertThatThrownBy(() -> CacheDirectory.open(directory, uid))
          .isInstanceOf(CommandFailure.class)
          .hasMessage(
              "Another server (process %d) has the cache directory %s: stop it, or give this one a directory of its own with --cache."
                  .formatted(ProcessHandle.current().pid(), directory));
    }
    CacheDirectory.open(directory, uid).close();
  }

  @Test
  void whatCannotBeADirectoryIsRefused() throws IOException {
    Path path = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> CacheDirectory.open(path, uid))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("The cache directory " + path + " cannot be used (it is a file): ");
  }

  @Test
  void theSecretOfAnEncryptedCacheStaysTheSame() throws IOException {
    CacheKeyFile.load(directory);
    byte[] first = Files.readAllBytes(directory.resolve("cache.key"));
    CacheKeyFile.load(directory);

    assertThat(Files.readAllBytes(directory.resolve("cache.key"))).isEqualTo(first).hasSize(32);
    assertThat(permissions(directory.resolve("cache.key"))).isEqualTo("rw-------");
  }

  @Test
  void aDamagedSecretIsReplaced() throws IOException {
    Files.write(directory.resolve("cache.key"), new byte[5]);
    CacheKeyFile.load(directory);
    assertThat(directory.resolve("cache.key")).hasSize(32);
  }
}
