package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;

import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import io.sluice.vfs.s3.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Uploads to the embedded store.
final class EmbeddedStoreUploadsTest extends UploadsContract {
  private final StoreCredentials credentials = StoreCredentials.random();
  private final EmbeddedStore server;
  private final Path folder;

  EmbeddedStoreUploadsTest(@TempDir Path directory) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = EmbeddedStore.start(directory, address, credentials);
    folder = server.createBucket(BUCKET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  URI endpoint() {
    return server.endpoint();
  }

  @Override
  String accessKey() {
    return credentials.accessKey();
  }

  @Override
  String secretKey() {
    return credentials.secretKey();
  }

  @Override
  byte[] stored(ObjectKey key) {
    try {
      return Files.readAllBytes(folder.resolve(key.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
