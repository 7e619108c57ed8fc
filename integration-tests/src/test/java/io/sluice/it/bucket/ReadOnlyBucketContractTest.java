package io.sluice.it.bucket;

import io.sluice.it.contract.VirtualFileSystemContract;
import io.sluice.vfs.VirtualFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What every file system promises, of one over a bucket that is served read-only.
final class ReadOnlyBucketContractTest extends VirtualFileSystemContract {
  @TempDir private Path state;
  private TestBucket bucket;

  @BeforeEach
  void open() throws IOException {
    bucket = TestBucket.readOnly(state);
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  @Override
  protected VirtualFileSystem fileSystem() {
    return bucket.files();
  }

  @Override
  protected void seed(String path, byte[] content) {
    bucket.seed(path, content);
  }

  @Override
  protected boolean isWritable() {
    return false;
  }
}
