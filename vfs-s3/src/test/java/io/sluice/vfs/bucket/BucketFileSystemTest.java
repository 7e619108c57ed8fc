package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.ReadOutcome;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.ChangeRules;
import io.sluice.vfs.inode.DirectoryChanges;
import io.sluice.vfs.inode.InodeTable;
import io.sluice.vfs.inode.KeptAttributes;
import io.sluice.vfs.inode.LocalDirectories;
import io.sluice.vfs.inode.LocalState;
import io.sluice.vfs.inode.LocalStates;
import io.sluice.vfs.inode.MapHandleTable;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.ObjectFacts;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.read.ObjectReader;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.TreeObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BucketFileSystemTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final MapHandleTable handles = new MapHandleTable();
  private final Slab slab = new ArenaSlab(4L << 20);
  private final LocalState state = LocalStates.temporary();
  private KeptAttributes kept = KeptAttributes.open(state);
  private final BucketFileSystem files = start();

  private BucketFileSystem start() {
    return start("", false);
  }

  private BucketFileSystem start(String prefix, boolean readOnly) {
    Ttl ttl = new Ttl(Duration.ofSeconds(1), Duration.ofSeconds(1));
    InodeTable inodes = new InodeTable("/bucket", handles);
    LocalDirectories local = LocalDirectories.open(state, inodes, nanos::get);
    Namespace names =
        Namespace.open(
            store, prefix, inodes, local, NamespaceOptions.of(ttl, this::now, nanos::get));
    kept = KeptAttributes.open(state);
    AttributeView view = new AttributeView(new Ownership(501, 20, 0644, 0755), kept);
    BucketChanges changes =
        new BucketChanges(
            "/bucket",
            names,
            new DirectoryChanges("/bucket", names, store, new ChangeRules(true, false)),
            kept,
            view,
            Spelling.NFC,
            this::now);
    return new BucketFileSystem(
        prefix, names, new ObjectReader(store, nanos::get), slab, view, changes, readOnly);
  }

  private Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  @AfterEach
  void everyLeaseCameBack() {
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  private void passTheTtl() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  private FileAttributes find(String name) {
    return ((LookupOutcome.Found) files.lookup(files.root(), FileName.of(name))).attributes();
  }

  private String read(FileId file, long offset, int count) {
    ReadOutcome outcome = files.read(file, offset, count);
    try (Lease lease = outcome.data()) {
      return lease == null
          ? ""
          : StandardCharsets.UTF_8.decode(lease.buffer().duplicate()).toString();
    }
  }

  private static void assertFails(VfsError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VfsException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void a1_a2_attributesComeFromTheFlagsAndTheObject() {
    store.put("cat", "x".repeat(1000));

    FileAttributes cat = find("cat");

    assertThat(cat.type()).isEqualTo(FileType.REGULAR);
    assertThat(cat.mode()).isEqualTo(0644);
    assertThat(cat.uid()).isEqualTo(501);
    assertThat(cat.gid()).isEqualTo(20);
    assertThat(cat.size()).isEqualTo(1000);
    assertThat(cat.used()).isEqualTo(1024);
    assertThat(cat.mtime()).isEqualTo(cat.atime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(cat.ctime().getEpochSecond()).isEqualTo(cat.mtime().getEpochSecond());
    assertThat(files.getAttributes(files.root()).mode()).isEqualTo(0755);
  }

  @Test
  void a2_anObjectReplacedWithinTheSecondByOneOfTheSameSizeHasAnotherCtime() {
    store.put("cat", "one");
    Instant before = find("cat").ctime();
    store.put("cat", "two");
    passTheTtl();

    FileAttributes after = files.getAttributes(find("cat").id());

    assertThat(after.size()).isEqualTo(3);
    assertThat(after.ctime()).isNotEqualTo(before);
  }

  @Test
  void a3_idsStayOverRestartAndOverwrite() {
    store.put("d/f", "1");
    FileId directory = find("d").id();
    FileId file =
        ((LookupOutcome.Found) files.lookup(directory, FileName.of("f"))).attributes().id();
    store.put("d/f", "22");

    BucketFileSystem restarted = start();

    assertThat(restarted.getAttributes(file).size()).isEqualTo(2);
    assertThat(restarted.getAttributes(directory).isDirectory()).isTrue();
    assertThat(restarted.root()).isEqualTo(files.root());
    assertThat(restarted.parent(directory)).isEqualTo(files.root());
  }

  @Test
  void a7_theFileSystemLooksHuge() {
    assertThat(files.statistics().totalBytes()).isEqualTo(1L << 60);
    assertThat(files.limits().readOnly()).isFalse();
    assertThat(start("", true).limits().readOnly()).isTrue();
  }

  @Test
  void a8_anArchivedObjectShowsNoModeAndIsNotRead() {
    store.put("cold", "ice", StorageTier.ARCHIVED);

    assertThat(find("cold").mode()).isZero();
    assertFails(VfsError.ACCESS_DENIED, () -> files.read(find("cold").id(), 0, 10));
    assertThat(store.gets.get()).isZero();
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

  @Test
  void r2_aReaderInTheMiddleOfAReplacedObjectGetsAnErrorAndTheNextOpenTheNewBytes() {
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", "new new new");

    assertFails(VfsError.IO, () -> read(cat, 4, 4));
    passTheTtl();
    assertThat(files.getAttributes(cat).size()).isEqualTo(11);
    assertFails(VfsError.IO, () -> read(cat, 4, 4));

    assertThat(read(cat, 0, 4)).isEqualTo("new ");
    assertThat(read(cat, 4, 4)).isEqualTo("new ");
  }

  @Test
  void r2_whoAsksAgainAndAgainForAReplacedObjectReadsTheNewOneAfterHalfAMinute() {
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 4)).isEqualTo("old ");
    store.put("cat", "new new new");

    for (int i = 0; i < 2; i++) {
      nanos.addAndGet(Duration.ofSeconds(12).toNanos());
      assertThat(files.getAttributes(cat).size()).isEqualTo(11);
      assertFails(VfsError.IO, () -> read(cat, 4, 4));
    }
    nanos.addAndGet(Duration.ofSeconds(12).toNanos());

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

  @Test
  void r2_theEndOfAnOlderVersionIsTheEndThoughTheNewOneIsLonger() {
    store.versioned = true;
    store.put("cat", "old old old");
    FileId cat = find("cat").id();
    assertThat(read(cat, 0, 8)).isEqualTo("old old ");
    store.put("cat", "new new new new new");
    passTheTtl();
    files.getAttributes(cat);

    ReadOutcome end = files.read(cat, 8, 8);

    assertThat(end.data()).isNotNull().satisfies(Lease::close);
    assertThat(end.reachedEnd()).isTrue();
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

  @Test
  void r2_whoStartsWithStaleAttributesReadsTheNewObject() {
    store.put("cat", "old");
    FileId cat = find("cat").id();
    store.put("cat", "newer");

    assertThat(read(cat, 0, 3)).isEqualTo("new");
    assertThat(files.getAttributes(cat).size()).isEqualTo(5);
  }

  @Test
  void aFileWhoseObjectIsGoneIsStale() {
    store.put("cat", "old");
    FileId cat = find("cat").id();
    store.delete("cat");

    assertFails(VfsError.STALE, () -> files.read(cat, 0, 3));
  }

  @Test
  void wrongKindsAreRefused() {
    store.put("d/f", "1");
    FileId directory = find("d").id();
    FileId file =
        ((LookupOutcome.Found) files.lookup(directory, FileName.of("f"))).attributes().id();

    assertFails(VfsError.IS_DIRECTORY, () -> files.read(directory, 0, 1));
    assertFails(VfsError.NOT_DIRECTORY, () -> files.list(file, 0, 1));
    assertFails(VfsError.NOT_DIRECTORY, () -> files.lookup(file, FileName.of("x")));
    assertFails(VfsError.STALE, () -> files.getAttributes(new FileId(4711)));
    assertFails(
        VfsError.READ_ONLY, () -> start("", true).setAttributes(file, AttributeChanges.NONE, null));
  }

  @Test
  void aCookieOfAnotherDirectoryIsRefusedAndOneOfARemovedFileGoesOn() {
    store.put("a", "");
    store.put("b", "");
    store.put("d/x", "");
    DirectoryPage first = files.list(files.root(), 0, 1);
    long cookie = first.entries().getFirst().id().value();
    FileId directory = find("d").id();
    assertFails(VfsError.BAD_COOKIE, () -> files.list(directory, cookie, 10));
    assertFails(VfsError.BAD_COOKIE, () -> files.list(files.root(), 12345, 10));
    store.delete("a");
    passTheTtl();

    assertThat(files.list(files.root(), cookie, 10).entries())
        .extracting(entry -> entry.name().toString())
        .containsExactly("b", "d");
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

  private FileAttributes mkdir(String name, AttributeChanges changes) {
    return files.makeDirectory(files.root(), FileName.of(name), changes).attributes();
  }

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

  @Test
  void filesAreNotWrittenAndNotRenamed() {
    store.put("cat", "one");
    FileId cat = find("cat").id();
    FileName name = FileName.of("new");
    AttributeChanges size =
        new AttributeChanges(null, null, null, 0L, new TimeChange.Keep(), new TimeChange.Keep());

    assertFails(VfsError.READ_ONLY, () -> files.setAttributes(cat, size, null));
    assertFails(
        VfsError.READ_ONLY, () -> files.create(files.root(), name, new CreateMode.Exclusive(1)));
    assertFails(
        VfsError.CROSS_DEVICE,
        () -> files.rename(files.root(), FileName.of("cat"), files.root(), name));
  }

  @Test
  void n9_namesAreFoundAsGivenElseComposedAndNewOnesAreComposed() {
    String composed = "caf\u00e9";
    String decomposed = "cafe\u0301";
    store.put(composed, "1");
    store.put("other-" + decomposed, "22");

    assertThat(find(decomposed).size()).isEqualTo(1);
    assertThat(find("other-" + decomposed).size()).isEqualTo(2);
    assertFails(VfsError.EXISTS, () -> mkdir(decomposed, AttributeChanges.NONE));
    mkdir("dir-" + decomposed, AttributeChanges.NONE);
    assertThat(files.list(files.root(), 0, 10).entries())
        .extracting(entry -> entry.name().toString())
        .contains("dir-" + composed);
    files.removeDirectory(files.root(), FileName.of("dir-" + decomposed));
    files.remove(files.root(), FileName.of(decomposed));
    assertThat(store.has(composed)).isFalse();
  }
}
