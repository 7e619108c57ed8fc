package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.Lease;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ServedBytesTest extends ServedTree {
  /// Too large to come whole with the first bytes.
  private static final String LARGE_OLD = "old ".repeat(50_000);

  private static final String LARGE_NEW = "new ".repeat(50_000);

  private String read(FileId file, long offset, int count) {
    ReadOutcome outcome = files.read(file, offset, count);
    try (Lease lease = outcome.data()) {
      return lease == null
          ? ""
          : StandardCharsets.UTF_8.decode(lease.buffer().duplicate()).toString();
    }
  }

  @Test
  void r1_readsGiveExactlyTheBytesAndTheEnd() {
    store.put("cat", "0123456789");
    FileId cat = find("cat").id();

    assertThat(read(cat, 0, 4)).isEqualTo("0123");
    assertThat(read(cat, 4, 100)).isEqualTo("456789");
    assertThat(read(cat, 10, 5)).isEmpty();
    assertThat(read(cat, 1000, 5)).isEmpty();
    ReadOutcome end = files.read(cat, 9, 1);
    assertThat(end.reachedEnd()).isTrue();
    assertThat(end.data()).isNotNull().satisfies(Lease::close);
    ReadOutcome middle = files.read(cat, 8, 1);
    assertThat(middle.reachedEnd()).isFalse();
    assertThat(middle.data()).isNotNull().satisfies(Lease::close);
  }

  /// A small object is fetched whole: here in two requests around what is there, of which the
  /// second brings nothing that was asked for.
  @Test
  void r1_aReadOverSeveralBlocksNeedsNothingBehindItsEnd() {
    store.put("cat", "0123456789abcdefghijklmnopqrst");
    FileId cat = find("cat").id();
    assertThat(read(cat, 10, 10)).isEqualTo("abcdefghij");
    store.beforeGet =
        request -> {
          if (request.offset() == 20) {
            throw new VfsException(VfsError.BUSY, "S3 is slow");
          }
        };

    assertThat(read(cat, 0, 15)).isEqualTo("0123456789abcde");
  }

  @Test
  void r2_aReaderInTheMiddleOfAReplacedObjectGetsAnErrorAndTheNextOpenTheNewBytes() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", LARGE_NEW);

    assertFails(VfsError.IO, () -> read(cat, 4, 4));
    passTheTtl();
    assertThat(files.getAttributes(cat).size()).isEqualTo(LARGE_NEW.length());
    assertFails(VfsError.IO, () -> read(cat, 4, 4));

    assertThat(read(cat, 0, 4)).isEqualTo("new ");
    assertThat(read(cat, 4, 4)).isEqualTo("new ");
  }

  /// A client that has the new size would take that of a listing in memory for a newer one.
  @Test
  void r2_aListingShowsNoOlderObjectThanAReaderHasSeen() {
    store.put("cat", "old");
    files.list(files.root(), 0, 10);
    FileId cat = find("cat").id();
    nanos.addAndGet(Duration.ofMillis(100).toNanos());
    store.put("cat", "replaced");
    assertThat(read(cat, 0, 100)).isEqualTo("replaced");

    assertThat(files.list(files.root(), 0, 10).entries())
        .singleElement()
        .satisfies(
            entry -> assertThat(Objects.requireNonNull(entry.attributes()).size()).isEqualTo(8));
  }

  @Test
  void r2_whoAsksAgainAndAgainForAReplacedObjectReadsTheNewOneAfterHalfAMinute() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", LARGE_NEW);

    for (int i = 0; i < 2; i++) {
      nanos.addAndGet(Duration.ofSeconds(12).toNanos());
      assertThat(files.getAttributes(cat).size()).isEqualTo(LARGE_NEW.length());
      assertFails(VfsError.IO, () -> read(cat, 4, 4));
    }
    nanos.addAndGet(Duration.ofSeconds(12).toNanos());

    assertThat(read(cat, 4, 4)).isEqualTo("new ");
  }

  @Test
  void r2_aReaderInTheMiddleOfAReplacedSmallObjectGetsTheOldBytesThatCameWithTheFirst() {
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", "new new new");

    assertThat(read(cat, 4, 4)).isEqualTo("old ");
    passTheTtl();
    assertThat(files.getAttributes(cat).size()).isEqualTo(11);
    assertThat(read(cat, 8, 3)).isEqualTo("old");
    assertThat(read(cat, 0, 4)).isEqualTo("new ");
    assertThat(read(cat, 4, 4)).isEqualTo("new ");
  }

  @Test
  void r2_whereThereAreNoETagsAShorterObjectIsNotTakenForTheOldOne() {
    store.hasETags = false;
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    store.put("cat", "new");

    assertFails(VfsError.IO, () -> read(cat, 2, 9));
    assertThat(files.getAttributes(cat).size()).isEqualTo(3);
    assertThat(read(cat, 0, 11)).isEqualTo("new");
  }

  /// A client may have heard of the new object last, and believes that: told that the file ends
  /// with the old bytes, Linux fills up to the new end with zeros.
  @Test
  void r2_theEndOfAShorterOlderVersionIsAnErrorAndNoEnd() {
    store.versioned = true;
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", "new new new new new");
    passTheTtl();
    files.getAttributes(cat);

    assertThat(read(cat, 4, 4)).isEqualTo("old ");
    assertFails(VfsError.IO, () -> read(cat, 8, 8));
    assertFails(VfsError.IO, () -> read(cat, 11, 8));
    assertFails(VfsError.IO, () -> read(cat, 8, 3));
    assertThat(read(cat, 0, 8)).isEqualTo("new new ");
  }

  /// Linux does not ask for more than the new object has: a reader would take a part of the old
  /// bytes for all of them.
  @Test
  void r2_anOlderVersionIsNotCutOffWhereAShorterNewOneEnds() {
    store.versioned = true;
    store.put("cat", "old old old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", "new new new");
    passTheTtl();
    files.getAttributes(cat);

    assertThat(read(cat, 4, 4)).isEqualTo("old ");
    assertFails(VfsError.IO, () -> read(cat, 8, 3));
    assertThat(read(cat, 0, 11)).isEqualTo("new new new");
  }

  @Test
  void r2_inAVersionedBucketTheReaderInTheMiddleGoesOnWithItsVersion() {
    store.versioned = true;
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", "new new new");

    assertThat(read(cat, 4, 4)).isEqualTo("old ");
    passTheTtl();
    files.getAttributes(cat);
    assertThat(read(cat, 8, 4)).isEqualTo("old");
    assertThat(read(cat, 0, 4)).isEqualTo("new ");
  }

  /// A client keeps bytes as those of the version whose attributes came with them: beside the new
  /// ones it would show old bytes to whoever opens the file next.
  @Test
  void r2_bytesOfAnOlderVersionComeWithItsAttributes() {
    store.versioned = true;
    store.put("cat", LARGE_OLD);
    FileAttributes old = find("cat");
    assertThat(read(old.id(), 0, 4)).isEqualTo("old ");
    store.put("cat", LARGE_NEW);
    passTheTtl();
    assertThat(files.getAttributes(old.id()).ctime()).isNotEqualTo(old.ctime());

    ReadOutcome outcome = files.read(old.id(), 4, 4);
    assertThat(outcome.attributes()).isEqualTo(old);
    assertThat(outcome.data()).isNotNull().satisfies(Lease::close);
  }

  @Test
  void a5_whoIsReadingGoesOnWithWhatThisMountPublishes() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", LARGE_NEW);
    passTheTtl();
    files.getAttributes(cat);

    objects().published(cat);

    assertThat(read(cat, 4, 4)).isEqualTo("new ");
  }

  @Test
  void r2_credentialsThatAllowNoOldVersionsDoNotKeepTheNewOneAway() {
    store.versioned = true;
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", LARGE_NEW);
    store.beforeGet =
        request -> {
          if (request.version() != null) {
            throw new VfsException(VfsError.ACCESS_DENIED, "s3:GetObjectVersion");
          }
        };

    assertFails(VfsError.IO, () -> read(cat, 4, 4));
    assertThat(read(cat, 0, 8)).isEqualTo("new new ");
    store.put("cat", LARGE_OLD);
    passTheTtl();
    files.getAttributes(cat);
    assertFails(VfsError.IO, () -> read(cat, 8, 4));
    assertThat(read(cat, 0, 8)).isEqualTo("old old ");
  }

  @Test
  void r2_anOldVersionThatIsGoneDoesNotKeepTheNewOneAway() {
    store.versioned = true;
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", LARGE_NEW);
    store.deleteOldVersions();

    assertFails(VfsError.IO, () -> read(cat, 4, 4));
    assertThat(read(cat, 0, 8)).isEqualTo("new new ");
  }

  @Test
  void r2_whoStartsWithStaleAttributesReadsTheNewObject() {
    store.put("cat", "old");
    FileId cat = find("cat").id();
    store.put("cat", "newer");

    assertThat(read(cat, 0, 3)).isEqualTo("new");
    assertThat(files.getAttributes(cat).size()).isEqualTo(5);
  }

  @Test
  void r2_whoStartsInTheMiddleWithStaleAttributesReadsTheNewObject() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    store.put("cat", LARGE_NEW);

    assertThat(read(cat, 400, 4)).isEqualTo("new ");
    assertThat(read(cat, 404, 4)).isEqualTo("new ");
    assertThat(read(cat, 100, 4)).isEqualTo("new ");
  }

  /// As kernels read ahead: the second call comes while the first one is on its way to S3.
  @Test
  void r2_callsThatStartTogetherWithStaleAttributesAllReadTheNewObject() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    store.put("cat", LARGE_NEW);
    List<String> second = new ArrayList<>();
    onceBeforeAGet(() -> second.add(read(cat, 404, 4)));

    assertThat(read(cat, 400, 4)).isEqualTo("new ");
    assertThat(second).containsExactly("new ");
  }

  @Test
  void r2_whoHadNothingBeforeTheAttributesAreNewReadsTheNewObject() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    onceBeforeAGet(() -> {
      throw new VfsException(VfsError.BUSY, "S3 is slow");
    });
    assertFails(VfsError.BUSY, () -> read(cat, 400, 4));
    store.put("cat", LARGE_NEW + "and more");
    passTheTtl();
    files.getAttributes(cat);

    assertThat(read(cat, LARGE_NEW.length() - 4, 8)).isEqualTo("new and ");
  }

  @Test
  void r2_whoHasSeenNothingReadsAnObjectThatIsReplacedAgainAndAgain() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    store.put("cat", LARGE_NEW);
    onceBeforeAGet(() -> onceBeforeAGet(() -> store.put("cat", LARGE_OLD)));

    assertThat(read(cat, 4, 4)).isEqualTo("old ");
  }

  /// The first call has old bytes in its hands when the second one learns that there are new ones.
  @Test
  void r2_callsThatStartTogetherNeverGetBytesOfTwoVersions() {
    store.put("cat", LARGE_OLD);
    FileId cat = find("cat").id();
    List<String> second = new ArrayList<>();
    onceAfterAGet(() -> {
      store.put("cat", LARGE_NEW);
      second.add(read(cat, 404, 4));
    });

    assertThat(read(cat, 400, 4)).isEqualTo("new ");
    assertThat(second).containsExactly("new ");
  }

  private void onceBeforeAGet(Runnable then) {
    store.beforeGet =
        request -> {
          store.beforeGet = next -> {};
          then.run();
        };
  }

  private void onceAfterAGet(Runnable then) {
    store.afterGet =
        () -> {
          store.afterGet = () -> {};
          then.run();
        };
  }

  @Test
  void aFileWhoseObjectIsGoneIsStale() {
    store.put("cat", "old");
    FileId cat = find("cat").id();
    store.delete("cat");

    assertFails(VfsError.STALE, () -> files.read(cat, 0, 3));
  }

  @Test
  void atHandAnswersWhatIsKnownAndRefusesToRead() {
    store.put("cat", "1");
    assertFails(
        VfsError.NOT_AT_HAND, () -> files.atHand().lookup(files.root(), FileName.of("cat")));
    FileId cat = find("cat").id();

    assertThat(files.atHand().getAttributes(cat).size()).isEqualTo(1);
    assertFails(VfsError.NOT_AT_HAND, () -> files.atHand().read(cat, 0, 1));
    assertThat(files.atHand().read(cat, 5, 1).reachedEnd()).isTrue();
  }
}
