package io.sluice.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStoreTest {
  private static final StoreCredentials KEYS = new StoreCredentials("key", "do-not-show");

  @TempDir private Path directory = Path.of("");

  private static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void bucketIsAFolder() {
    try (EmbeddedStore store = EmbeddedStore.start(directory.resolve("new"), port(0), KEYS)) {
      assertThat(store.createBucket("photos")).isDirectory().hasFileName("photos");
      assertThat(store.createBucket("photos")).isDirectory();
      assertThat(store.endpoint().getPort()).isPositive();
    }
  }

  @Test
  void nameThatIsNoBucketIsRefused() {
    try (EmbeddedStore store = EmbeddedStore.start(directory, port(0), KEYS)) {
      assertThatThrownBy(() -> store.createBucket("../up"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("3 to 63");
    }
  }

  @Test
  void takenPortIsNamedWithTheCure() {
    try (EmbeddedStore store = EmbeddedStore.start(directory, port(0), KEYS)) {
      int taken = store.endpoint().getPort();

      assertThatThrownBy(() -> EmbeddedStore.start(directory, port(taken), KEYS))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(":" + taken)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void folderThatIsAFileIsNamedWithTheCure() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatThrownBy(() -> EmbeddedStore.start(file, port(0), KEYS))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--dir");
  }

  @Test
  void secretIsNotShownAndNotEmpty() {
    assertThat(KEYS.toString()).contains("key").doesNotContain("do-not-show");
    assertThat(StoreCredentials.random()).isNotEqualTo(StoreCredentials.random());
    assertThatThrownBy(() -> new StoreCredentials("key", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--secret-key");
  }
}
