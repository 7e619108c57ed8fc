package io.sluice.it.bucket;

import static io.sluice.it.fake.shape.S3Operation.DELETE_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.LIST_OBJECTS_V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.store.NumberedKeys;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.memory.Lease;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.ReadOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the file system asks S3 for: requests and bytes, counted.
final class RequestsTest {
  @TempDir private Path state;
  private TestBucket bucket;

  @BeforeEach
  void open() throws IOException {
    bucket = TestBucket.changeable(state);
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  @Test
  void listingTenThousandObjectsIsAtMost13ListsBesideFindingTheirDirectory() {
    bucket.s3.attach(TestBucket.NAME, NumberedKeys.flat("big/f", 10_000, 10, Instant.EPOCH));
    FileId big = bucket.find("big").id();
    assertThat(bucket.counts().requests()).isEqualTo(Map.of(LIST_OBJECTS_V2, 1L, HEAD_OBJECT, 1L));

    int names = 0;
    for (long cookie = 0; ; ) {
      DirectoryPage page = bucket.files().list(big, cookie, 700);
      names += page.entries().size();
      if (page.reachedEnd()) {
        break;
      }
      cookie = page.entries().getLast().id().value();
    }

    assertThat(names).isEqualTo(10_000);
    assertThat(bucket.counts().requests().get(LIST_OBJECTS_V2)).isBetween(11L, 14L);
    assertThat(bucket.counts().requests().get(HEAD_OBJECT)).isEqualTo(1);
  }

  @Test
  void aLookupInAListedDirectoryAsksNothing() {
    bucket.s3.put(TestBucket.NAME, "d/here", new byte[3]);
    FileId directory = bucket.find("d").id();
    bucket.files().list(directory, 0, 100);
    Map<?, Long> before = bucket.counts().requests();

    assertThat(bucket.files().lookup(directory, FileName.of("here")))
        .isInstanceOf(LookupOutcome.Found.class);
    assertThat(bucket.files().lookup(directory, FileName.of("gone")))
        .isInstanceOf(LookupOutcome.Missing.class);

    assertThat(bucket.counts().requests()).isEqualTo(before);
  }

  @Test
  void aStatOfADeepPathIsOneListAndOneHeadForEachNameWithinTheTtl() {
    bucket.s3.put(TestBucket.NAME, "d1/d2/d3/f", new byte[3]);
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.find("d1/d2/d3/f").size()).isEqualTo(3);
    }
    assertThat(bucket.counts().requests()).isEqualTo(Map.of(LIST_OBJECTS_V2, 4L, HEAD_OBJECT, 4L));
  }

  @Test
  void r4_aReadFetchesTheBytesAskedForAndNoOthers() {
    bucket.s3.putSynthetic(TestBucket.NAME, "huge", 100L << 30);
    FileId huge = bucket.find("huge").id();

    ReadOutcome outcome = bucket.files().read(huge, (77L << 30) + 5, 256 << 10);

    try (Lease lease = Objects.requireNonNull(outcome.data())) {
      assertThat(lease.buffer().remaining()).isEqualTo(256 << 10);
      assertThat(lease.buffer().get(1000))
          .isEqualTo(SyntheticBody.of("huge", 0, 100L << 30).at((77L << 30) + 1005));
    }
    assertThat(bucket.counts().of(GET_OBJECT).requests()).isEqualTo(1);
    assertThat(bucket.counts().of(GET_OBJECT).bytesSent()).isEqualTo(256 << 10);
  }

  @Test
  void mkdirInADirectoryThatIsFreshlyListedAsksNothing() {
    bucket.s3.put(TestBucket.NAME, "d/here", new byte[3]);
    FileId directory = bucket.find("d").id();
    bucket.files().list(directory, 0, 100);
    Map<?, Long> before = bucket.counts().requests();

    bucket.files().makeDirectory(directory, FileName.of("new"), AttributeChanges.NONE);
    bucket.files().makeDirectory(directory, FileName.of("newer"), AttributeChanges.NONE);

    assertThat(bucket.files().list(directory, 0, 100).entries()).hasSize(3);
    assertThat(bucket.counts().requests()).isEqualTo(before);
  }

  @Test
  void mkdirElsewhereLooksForTheNameOnce() {
    bucket.files().makeDirectory(bucket.files().root(), FileName.of("new"), AttributeChanges.NONE);

    assertThat(bucket.find("new").isDirectory()).isTrue();
    assertThat(bucket.counts().requests()).isEqualTo(Map.of(LIST_OBJECTS_V2, 1L, HEAD_OBJECT, 1L));
  }

  @Test
  void removingTheFilesOfAFreshListingIsOneRequestEachAndTheDirectoryTwo() {
    for (int i = 0; i < 10; i++) {
      bucket.s3.put(TestBucket.NAME, "d/" + i, new byte[3]);
    }
    bucket.s3.put(TestBucket.NAME, "other", new byte[3]);
    FileId root = bucket.files().root();
    FileId directory = bucket.find("d").id();
    bucket.files().list(root, 0, 100);
    bucket.files().list(directory, 0, 100);
    long before = bucket.counts().of(LIST_OBJECTS_V2).requests();

    for (int i = 0; i < 10; i++) {
      bucket.files().remove(directory, FileName.of(Integer.toString(i)));
    }
    bucket.files().removeDirectory(root, FileName.of("d"));

    assertThat(bucket.counts().of(DELETE_OBJECT).requests()).isEqualTo(10);
    assertThat(bucket.counts().of(LIST_OBJECTS_V2).requests()).isEqualTo(before + 1);
  }
}
