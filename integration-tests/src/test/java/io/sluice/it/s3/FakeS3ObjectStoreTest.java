package io.sluice.it.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.config.S3Settings;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.store.Archive;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BucketName;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The object store on the small S3, and what only that has: versions, archives, public buckets,
/// any key.
final class FakeS3ObjectStoreTest extends ObjectStoreContract {
  @AutoClose private final FakeS3 s3 = FakeS3.start();

  FakeS3ObjectStoreTest() {
    s3.createBucket(BUCKET);
  }

  @Override
  S3Endpoint endpoint() {
    return S3Endpoint.of(s3);
  }

  @Override
  void put(String key, byte[] bytes) {
    s3.put(BUCKET, key, bytes);
  }

  @Test
  void anEmptyObjectReplacesNoOther() {
    put("taken/", bytes(10));
    try (S3ObjectStore store = open()) {
      assertThat(store.putEmptyObject(new ObjectKey("taken/"))).isFalse();
      assertThat(headed(store, "taken/").size()).isEqualTo(10);
    }
  }

  @Test
  void n2_keysThatNoPathCanNameAreListedAndRead() {
    for (String key : new String[] {"a//b", "/lead", "./x", "a/../y", "ctl\u0001x", "x", "x/y"}) {
      put(key, bytes(10));
    }
    try (S3ObjectStore store = open()) {
      assertThat(list(store, "", false).objects())
          .extracting(object -> object.key().text())
          .containsExactly("./x", "/lead", "a/../y", "a//b", "ctl\u0001x", "x", "x/y");
      assertThat(headed(store, "a/../y").size()).isEqualTo(10);
      assertThat(headed(store, "a//b").size()).isEqualTo(10);
    }
  }

  @Test
  void r2_aReaderInTheMiddleGoesOnWithItsVersion() {
    s3.bucket(BUCKET).setVersioned(true);
    put("versioned", bytes(100));
    try (S3ObjectStore store = open()) {
      ETag old = headed(store, "versioned").eTag();
      GetOutcome first = get(store, "versioned", 0, old, ByteBuffer.allocate(50));
      assertThat(first).isInstanceOf(GetOutcome.Filled.class);
      put("versioned", bytes(200));
      ByteBuffer rest = ByteBuffer.allocate(50);
      GetRequest request =
          new GetRequest(
              new ObjectKey("versioned"), 50, old, ((GetOutcome.Filled) first).version());
      assertThat(store.getObject(request, rest)).isEqualTo(first);
      assertThat(rest.flip()).isEqualTo(ByteBuffer.wrap(bytes(100), 50, 50));
    }
  }

  @Test
  void connectionsServeOneBodyAfterTheOther() {
    put("object", bytes(3_000_000));
    try (S3ObjectStore store = open()) {
      ETag tag = headed(store, "object").eTag();
      for (int i = 0; i < 20; i++) {
        Pieces pieces = new Pieces(1 << 20);
        assertThat(get(store, "object", i, 2_000_000, tag, pieces))
            .isInstanceOf(GetOutcome.Filled.class);
      }
    }
    assertThat(s3.connections()).isEqualTo(1);
  }

  @Test
  void aDeletedVersionedObjectIsMissing() {
    s3.bucket(BUCKET).setVersioned(true);
    put("deleted", bytes(100));
    s3.delete(BUCKET, "deleted");
    try (S3ObjectStore store = open()) {
      assertThat(get(store, "deleted", 0, null, ByteBuffer.allocate(50)))
          .isInstanceOf(GetOutcome.Missing.class);
    }
  }

  @Test
  void a8_archivedObjectsAreDeniedUntilTheyAreRestored() {
    put("cold", bytes(10));
    s3.archive(BUCKET, "cold", "GLACIER", Archive.ARCHIVED);
    put("thawed", bytes(10));
    s3.archive(BUCKET, "thawed", "DEEP_ARCHIVE", Archive.RESTORED);
    try (S3ObjectStore store = open()) {
      assertThat(list(store, "", false).objects())
          .extracting(ObjectSummary::tier)
          .containsOnly(StorageTier.ARCHIVED_UNLESS_RESTORED);
      assertThat(headed(store, "cold").tier()).isEqualTo(StorageTier.ARCHIVED);
      assertThat(headed(store, "thawed").tier()).isEqualTo(StorageTier.READABLE);
      assertThatThrownBy(() -> get(store, "cold", 0, null, ByteBuffer.allocate(5)))
          .isInstanceOfSatisfying(
              VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.ACCESS_DENIED))
          .hasMessageContaining("s3://pictures/cold")
          .hasMessageContaining("archived");
    }
  }

  @Test
  void aPublicBucketIsReadWithoutCredentials() {
    s3.bucket(BUCKET).setPublic(true);
    put("open", bytes(10));
    CredentialProperties.clear();
    S3Settings anonymous =
        new S3Settings(s3.endpoint(), "us-east-1", null, true, false, Duration.ofSeconds(20));
    try (S3ObjectStore store =
        S3ObjectStore.open(anonymous, new BucketName(BUCKET), S3Calls.UNOBSERVED)) {
      assertThat(headed(store, "open").size()).isEqualTo(10);
    }
  }

  @Test
  void aBucketThatIsGoneOrElsewhereIsAnIoError() {
    s3.createBucket("elsewhere", "eu-west-1");
    assertThat(errorOfListing("nowhere")).contains("the bucket does not exist");
    assertThat(errorOfListing("elsewhere")).contains("set --region eu-west-1");
  }

  private String errorOfListing(String bucket) {
    try (S3ObjectStore store =
        S3ObjectStore.open(endpoint().settings(), new BucketName(bucket), S3Calls.UNOBSERVED)) {
      VfsException thrown = catchThrowableOfType(VfsException.class, () -> list(store, "", false));
      assertThat(thrown.error()).isEqualTo(VfsError.IO);
      return String.valueOf(thrown.getMessage());
    }
  }
}
