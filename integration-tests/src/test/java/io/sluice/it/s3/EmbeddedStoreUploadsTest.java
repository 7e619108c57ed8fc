package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;

import io.sluice.vfs.s3.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

/// Uploads to the embedded store.
final class EmbeddedStoreUploadsTest extends UploadsContract {
  @AutoClose private final EmbeddedBucket bucket;

  EmbeddedStoreUploadsTest(@TempDir Path directory) {
    bucket = new EmbeddedBucket(directory, BUCKET);
  }

  @Override
  S3Endpoint endpoint() {
    return bucket.endpoint();
  }

  @Override
  byte[] stored(ObjectKey key) {
    try {
      return Files.readAllBytes(bucket.folder().resolve(key.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
