package io.sluice.it.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.S3ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The object store on the embedded store.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedStoreObjectStoreTest extends ObjectStoreContract {
  private final StoreCredentials credentials = StoreCredentials.random();
  private final EmbeddedStore server;
  private final S3Client writer;
  private final Path folder;

  EmbeddedStoreObjectStoreTest(@TempDir Path directory) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = EmbeddedStore.start(directory, address, credentials);
    folder = server.createBucket(BUCKET);
    writer =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(accessKey(), secretKey())))
            .build();
  }

  @AfterAll
  void stop() {
    writer.close();
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
  void put(String key, byte[] bytes) {
    writer.putObject(o -> o.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  @Test
  void aFileDroppedIntoTheFolderIsReadWithoutETag() throws IOException {
    Files.write(folder.resolve("dropped"), bytes(100));
    try (S3ObjectStore store = open()) {
      ByteBuffer into = ByteBuffer.allocate(100);
      assertThat(headed(store, "dropped").size()).isEqualTo(100);
      assertThat(get(store, "dropped", 0, headed(store, "dropped").eTag(), into))
          .isInstanceOf(GetOutcome.Filled.class);
      assertThat(into.array()).isEqualTo(bytes(100));
    }
  }
}
