package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.store.S3Connection;
import io.sluice.vfs.s3.store.S3ObjectStore;

/// An object store on a small S3 that a test lets fail. Nobody sleeps: pauses only move the clock.
final class FailingS3 implements AutoCloseable {
  final FakeS3 s3 = FakeS3.start();
  final JumpingClock clock = new JumpingClock();
  final S3ObjectStore store;

  FailingS3() {
    s3.createBucket(BUCKET);
    S3Endpoint endpoint = S3Endpoint.of(s3);
    endpoint.giveCredentials();
    store =
        new S3ObjectStore(
            S3Connection.open(endpoint.settings()),
            new BucketName(BUCKET),
            clock,
            S3Calls.UNOBSERVED);
  }

  /// How many requests of an operation came.
  long requests(S3Operation operation) {
    return s3.counters().of(operation).requests();
  }

  @Override
  public void close() {
    CredentialProperties.clear();
    store.close();
    s3.close();
  }
}
