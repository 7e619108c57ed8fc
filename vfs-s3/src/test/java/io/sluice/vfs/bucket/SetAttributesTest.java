package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.inode.local.KeptAttributes;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SetAttributesTest extends ServedTree {
  private static AttributeChanges owner(@Nullable Integer mode, @Nullable Integer uid) {
    return new AttributeChanges(
        mode, uid, null, null, new TimeChange.Keep(), new TimeChange.Keep());
  }

  private static AttributeChanges mtime(Instant time) {
    return new AttributeChanges(
        null, null, null, null, new TimeChange.Keep(), new TimeChange.To(time));
  }

  @Test
  void a6_timesOfAFileStayWhileItsObjectIsTheSame() {
    Instant time = Instant.parse("2020-02-02T20:20:20.123456789Z");
    store.put("cat", "one");
    FileAttributes before = find("cat");

    AttributeChange change = files.setAttributes(before.id(), mtime(time), null);

    assertThat(change.after()).isEqualTo(find("cat"));
    assertThat(find("cat").mtime()).isEqualTo(time);
    assertThat(find("cat").atime()).isEqualTo(before.atime());
    assertThat(find("cat").ctime()).isEqualTo(before.ctime());
    assertThat(start().getAttributes(before.id()).mtime()).isEqualTo(time);
    store.put("cat", "two");
    passTheTtl();
    assertThat(files.getAttributes(before.id()).mtime()).isEqualTo(before.mtime());
  }

  /// Keeps what a writer would of a file that it just put.
  private FileId published(String key, Instant written) {
    FileId file = find(key).id();
    ETag eTag = ((HeadOutcome.Found) store.headObject(new ObjectKey(key))).object().eTag();
    ObjectFacts facts = new ObjectFacts(0, now(), eTag, StorageTier.READABLE);
    kept.keepSoon(
        file,
        new KeptAttributes.Kept.Published(
            facts.version(), now(), null, null, null, written, written, null));
    return file;
  }

  @Test
  void a2_timesOfAFileWrittenHereStayThoseOfTheWriting() {
    Instant written = Instant.parse("2026-03-03T03:03:03.333Z");
    Instant set = Instant.parse("2020-02-02T20:20:20.123456789Z");
    store.put("cat", "one");
    FileId cat = published("cat", written);

    assertThat(List.of(find("cat").mtime(), find("cat").ctime(), find("cat").atime()))
        .containsOnly(written);
    files.setAttributes(cat, mtime(set), null);
    assertThat(find("cat").mtime()).isEqualTo(set);
    assertThat(find("cat").ctime()).isEqualTo(written);
    assertThat(start().getAttributes(cat).mtime()).isEqualTo(set);
    store.put("cat", "two");
    passTheTtl();
    assertThat(files.getAttributes(cat).mtime()).isNotIn(set, written);
  }

  @Test
  void a6_modeAndOwnerOfAFileWrittenHereAreSetUntilAMinuteAfterItsPublishing() {
    store.put("cat", "one");
    FileId cat = published("cat", now());
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());

    files.setAttributes(cat, owner(0600, 1234), null);

    assertThat(find("cat").mode()).isEqualTo(0600);
    assertThat(find("cat").uid()).isEqualTo(1234);
    passTheTtl();
    assertFails(VfsError.NOT_PERMITTED, () -> files.setAttributes(cat, owner(0640, null), null));
    assertThat(start().getAttributes(cat).mode()).isEqualTo(0600);
    store.put("cat", "two");
    passTheTtl();
    assertThat(files.getAttributes(cat).mode()).isEqualTo(0644);
  }

  @Test
  void a6_timesAndModeAreSetBesideTheSizeThatTheFileHas() {
    Instant time = Instant.parse("2020-02-02T20:20:20.123456789Z");
    store.put("cat", "one");
    store.put("dog", "one");
    FileId cat = published("cat", now());

    for (FileId file : List.of(cat, find("dog").id())) {
      files.setAttributes(
          file,
          new AttributeChanges(
              null, null, null, 3L, new TimeChange.Keep(), new TimeChange.To(time)),
          null);
    }
    files.setAttributes(
        cat,
        new AttributeChanges(0600, null, null, 3L, new TimeChange.Keep(), new TimeChange.Keep()),
        null);

    assertThat(find("cat").mtime()).isEqualTo(time);
    assertThat(find("cat").mode()).isEqualTo(0600);
    assertThat(find("dog").mtime()).isEqualTo(time);
    assertThat(find("cat").size()).isEqualTo(3);
  }

  @Test
  void a6_timesOfADirectoryStayUntilItChanges() {
    Instant time = Instant.parse("2020-02-02T20:20:20.123456789Z");
    FileAttributes dir = mkdir("dir", AttributeChanges.NONE);

    files.setAttributes(dir.id(), mtime(time), null);

    assertThat(find("dir").mtime()).isEqualTo(time);
    nanos.incrementAndGet();
    files.makeDirectory(dir.id(), FileName.of("sub"), AttributeChanges.NONE);
    assertThat(find("dir").mtime()).isAfter(Instant.EPOCH).isBefore(time);
  }

  @Test
  void a6_modeAndOwnerAreThoseOfTheMountUnlessThisMountMadeTheDirectory() {
    store.put("cat", "one");
    store.put("others/f", "");
    FileAttributes made = mkdir("made", owner(0700, 1234));
    assertThat(made.mode()).isEqualTo(0700);
    assertThat(made.uid()).isEqualTo(1234);

    files.setAttributes(made.id(), owner(0750, null), null);
    files.setAttributes(find("cat").id(), owner(0644, 501), null);

    assertThat(find("made").mode()).isEqualTo(0750);
    assertThat(start().getAttributes(made.id()).uid()).isEqualTo(1234);
    assertThat(start().getAttributes(made.id()).mode()).isEqualTo(0750);
    for (String name : List.of("cat", "others")) {
      assertFails(
          VfsError.NOT_PERMITTED,
          () -> files.setAttributes(find(name).id(), owner(0600, null), null));
      assertFails(
          VfsError.NOT_PERMITTED, () -> files.setAttributes(find(name).id(), owner(null, 7), null));
    }
  }

  @Test
  void a6_aDirectoryThatIsMadeAgainHasNothingOfTheFormer() {
    mkdir("made", owner(0700, 1234));
    files.removeDirectory(files.root(), FileName.of("made"));

    assertThat(mkdir("made", AttributeChanges.NONE).uid()).isEqualTo(501);
    assertThat(find("made").mode()).isEqualTo(0755);
  }

  @Test
  void aGuardThatDoesNotHoldChangesNothing() {
    store.put("cat", "one");
    FileAttributes cat = find("cat");

    assertFails(
        VfsError.NOT_SYNCHRONIZED,
        () -> files.setAttributes(cat.id(), mtime(Instant.EPOCH), cat.ctime().minusNanos(1)));
    assertThat(find("cat")).isEqualTo(cat);
  }
}
