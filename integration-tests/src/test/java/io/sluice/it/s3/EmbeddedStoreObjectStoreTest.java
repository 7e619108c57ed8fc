package io.sluice.it.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
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
  @AutoClose private final EmbeddedBucket bucket;
  @AutoClose private final S3Client writer;

  EmbeddedStoreObjectStoreTest(@TempDir Path directory) {
    bucket = new EmbeddedBucket(directory, BUCKET);
    S3Endpoint endpoint = bucket.endpoint();
    writer =
        S3Client.builder()
            .endpointOverride(endpoint.uri())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(endpoint.accessKey(), endpoint.secretKey())))
            .build();
  }

  @Override
  S3Endpoint endpoint() {
    return bucket.endpoint();
  }

  @Override
  void put(String key, byte[] bytes) {
    writer.putObject(o -> o.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  @Test
  void aFileDroppedIntoTheFolderIsReadWithoutETag() throws IOException {
    Files.write(bucket.folder().resolve("dropped"), bytes(100));
    try (S3ObjectStore store = open()) {
      ByteBuffer into = ByteBuffer.allocate(100);
      assertThat(headed(store, "dropped").size()).isEqualTo(100);
      assertThat(get(store, "dropped", 0, headed(store, "dropped").eTag(), into))
          .isInstanceOf(GetOutcome.Filled.class);
      assertThat(into.array()).isEqualTo(bytes(100));
    }
  }
}
