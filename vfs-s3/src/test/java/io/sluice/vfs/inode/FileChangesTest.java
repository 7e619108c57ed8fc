package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class FileChangesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong();
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final MapHandleTable handles = new MapHandleTable();
  private final LocalState state = LocalStates.temporary();
  private Namespace names = open();
  private FileChanges files = new FileChanges(names);
  private DirectoryChanges directories = directories();

  private Namespace open() {
    InodeTable inodes = new InodeTable("/b", handles);
    return Namespace.open(
        store,
        "p/",
        inodes,
        new LocalDirectories(state, inodes, nanos::get, LocalDirectories.MOST),
        NamespaceOptions.of(
            new Ttl(SECOND, SECOND), () -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get));
  }

  private DirectoryChanges directories() {
    return new DirectoryChanges("/b", names, store, new ChangeRules(true, false));
  }

  /// As after `kill -9`.
  private void restart() {
    names = open();
    files = new FileChanges(names);
    directories = directories();
  }

  private void passTheTtl() {
    nanos.addAndGet(SECOND.toNanos());
  }

  private static FileName name(String text) {
    return FileName.of(text);
  }

  private FileId mkdir(String name) {
    return directories.makeDirectory(FileIds.ROOT, name(name)).directory().id();
  }

  private FileId create(FileId parent, String name) {
    nanos.incrementAndGet();
    FileChanges.Created created = files.create(parent, name(name));
    assertThat(created.isNew()).isTrue();
    return created.file().id();
  }

  private FileId create(String name) {
    return create(FileIds.ROOT, name);
  }

  private static ObjectFacts facts(int size, String eTag) {
    return new ObjectFacts(
        size, Instant.parse("2026-02-02T00:00:00Z"), new ETag(eTag), StorageTier.READABLE);
  }

  /// Puts the object of a file, and says so.
  private void publish(FileId file, String content) {
    nanos.incrementAndGet();
    store.put(files.key(file).text(), content);
    ObjectFacts put =
        store.headObject(files.key(file)) instanceof io.sluice.vfs.s3.HeadOutcome.Found found
            ? ObjectFacts.of(found.object())
            : facts(0, "\"none\"");
    files.published(file, put);
    nanos.incrementAndGet();
  }

  private Inode find(FileId parent, String name) {
    return names.lookup(parent, name(name)).orElseThrow();
  }

  private boolean isThere(FileId parent, String name) {
    return names.lookup(parent, name(name)).isPresent();
  }

  private boolean isThere(String name) {
    return isThere(FileIds.ROOT, name);
  }

  private List<String> list(FileId directory, int most) {
    List<String> all = new ArrayList<>();
    ListingPosition position = ListingPosition.START;
    while (true) {
      NamePage page = names.list(directory, position, most);
      for (NamePage.Name name : page.names()) {
        all.add(name.name() + (name.inode().type() == FileType.DIRECTORY ? "/" : ""));
        position = ListingPosition.of(name.name(), name.inode().type());
      }
      if (page.reachedEnd()) {
        return all;
      }
    }
  }

  private List<String> list() {
    return list(FileIds.ROOT, 100);
  }

  private Instant changed(FileId directory) {
    return names.directory(directory).changed();
  }

  private static void assertFails(VfsError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VfsException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void w1_aCreatedFileIsSeenHereAndNotInS3() {
    nanos.set(5);
    FileChanges.Created created = files.create(FileIds.ROOT, name("f"));

    assertThat(created.isNew()).isTrue();
    assertThat(created.file().facts())
        .isEqualTo(new ObjectFacts(0, Instant.EPOCH.plusNanos(5), null, StorageTier.READABLE));
    assertThat(created.parent().after().changed()).isEqualTo(changed(FileIds.ROOT));
    assertThat(handles.find(created.file().id())).isNotNull();
    assertThat(find(FileIds.ROOT, "f")).isEqualTo(created.file());
    assertThat(names.inode(created.file().id())).isEqualTo(created.file());
    assertThat(names.knownFile(created.file().id())).isEqualTo(created.file());
    assertThat(list()).containsExactly("f");
    assertThat(files.key(created.file().id())).isEqualTo(new ObjectKey("p/f"));
    assertThat(store.puts).hasValue(0);
  }

  @Test
  void w1_aCreatedFileAnswersAtHandHoweverOldListingsAre() {
    FileId file = create("f");
    passTheTtl();
    passTheTtl();

    assertThat(names.atHand().lookup(FileIds.ROOT, name("f"))).isPresent();
    assertThat(names.atHand().inode(file).id()).isEqualTo(file);
    assertThat(names.atHand().knownFile(file).id()).isEqualTo(file);
  }

  @Test
  void w14_creatingWhatExistsFindsIt() {
    store.put("p/old", "abc");
    store.put("p/d/x", "");
    FileId local = create("new");

    FileChanges.Created old = files.create(FileIds.ROOT, name("old"));
    FileChanges.Created again = files.create(FileIds.ROOT, name("new"));

    assertThat(old.isNew()).isFalse();
    assertThat(old.file().facts().size()).isEqualTo(3);
    assertThat(old.parent().before()).isEqualTo(old.parent().after());
    assertThat(again.isNew()).isFalse();
    assertThat(again.file().id()).isEqualTo(local);
    assertFails(VfsError.EXISTS, () -> files.create(FileIds.ROOT, name("d")));
  }

  @Test
  void w14_ofManyCreatesOfOneNameAtTheSameTimeOneIsNew() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        FileName name = name("f" + round);
        List<Callable<FileChanges.Created>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          calls.add(() -> files.create(FileIds.ROOT, name));
        }
        List<FileChanges.Created> all = new ArrayList<>();
        for (Future<FileChanges.Created> call : threads.invokeAll(calls)) {
          all.add(call.get());
        }
        assertThat(all.stream().filter(FileChanges.Created::isNew)).hasSize(1);
        assertThat(all.stream().map(created -> created.file().id()).distinct()).hasSize(1);
      }
    }
  }

  @Test
  void whatCanBeNoKeyIsNotCreated() {
    assertFails(
        VfsError.INVALID, () -> files.create(FileIds.ROOT, FileName.of(new byte[] {(byte) 0xff})));
    FileId directory = FileIds.ROOT;
    for (int i = 0; i < 4; i++) {
      directory = directories.makeDirectory(directory, name("n".repeat(250))).directory().id();
    }
    FileId deep = directory;
    assertFails(VfsError.NAME_TOO_LONG, () -> files.create(deep, name("x".repeat(30))));
  }

  @Test
  void aFileIsNotCreatedInADirectoryThatIsGone() {
    store.put("p/d/x", "");
    FileId directory = find(FileIds.ROOT, "d").id();
    store.delete("p/d/x");
    passTheTtl();

    assertFails(VfsError.STALE, () -> files.create(directory, name("f")));
    assertFails(VfsError.STALE, () -> files.create(new FileId(12345), name("f")));
  }

  @Test
  void aSeriesOfCreatesAsksForOneListingInATtl() {
    store.put("p/d/x", "");
    for (FileId directory : List.of(find(FileIds.ROOT, "d").id(), mkdir("made"), FileIds.ROOT)) {
      create(directory, "a");
      create(directory, "b");
      int before = store.requests();
      for (int i = 0; i < 100; i++) {
        FileId file = create(directory, "f" + i);
        publish(file, "content");
        store.heads.decrementAndGet(); // the test's own
        assertThat(names.inode(directory).id()).isEqualTo(directory);
      }
      assertThat(store.requests()).isEqualTo(before);

      passTheTtl();
      for (int i = 0; i < 100; i++) {
        create(directory, "g" + i);
      }
      assertThat(store.requests()).isEqualTo(before + 1);
    }
  }

  @Test
  void n4_aDirectoryInS3GoesBeforeAFileInWritingAndThatBeforeAFileInS3() {
    FileId file = create("f");
    store.put("p/f", "of another");
    passTheTtl();

    assertThat(find(FileIds.ROOT, "f").id()).isEqualTo(file);
    assertThat(((Inode.File) find(FileIds.ROOT, "f")).facts().size()).isZero();
    assertThat(list()).containsExactly("f");

    store.put("p/f/x", "");
    passTheTtl();
    assertThat(list()).containsExactly("f/");
    assertThat(find(FileIds.ROOT, "f").type()).isEqualTo(FileType.DIRECTORY);

    store.delete("p/f/x");
    passTheTtl();
    assertThat(find(FileIds.ROOT, "f").id()).isEqualTo(file);
    assertThat(list()).containsExactly("f");
  }

  @Test
  void n5_filesInWritingStandInTheOrderOfListingsOnPagesOfAnySize() {
    IntStream.range(0, 20).forEach(i -> store.put("p/s%02d".formatted(i), ""));
    store.put("p/r/x", "");
    list();
    List<String> expected = new ArrayList<>(list());
    for (int i = 0; i < 20; i++) {
      FileId file = create("s%02d-new".formatted(i));
      expected.add("s%02d-new".formatted(i));
      if (i % 2 == 0) {
        publish(file, "");
      }
    }
    create("a");
    expected.add("a");
    expected.sort(null);

    for (int most : List.of(1, 2, 3, 7, 100)) {
      assertThat(list(FileIds.ROOT, most)).isEqualTo(expected);
    }
    passTheTtl();
    for (int most : List.of(1, 5, 100)) {
      assertThat(list(FileIds.ROOT, most)).isEqualTo(expected);
    }
  }

  @Test
  void n5_manyFilesBehindTheLastNameOfS3AreAllListed() {
    store.put("p/a", "");
    List<String> expected = new ArrayList<>(list());
    for (int i = 10; i < 30; i++) {
      FileId file = create("f" + i);
      expected.add("f" + i);
      if (i >= 20) {
        publish(file, "");
      }
    }

    for (int most : List.of(1, 4, 5, 10, 21, 100)) {
      assertThat(list(FileIds.ROOT, most)).isEqualTo(expected);
    }
  }

  @Test
  void aSeriesOfCreatesBehindManyNamesAsksForOneListingInATtl() {
    IntStream.range(0, 2500).forEach(i -> store.put("p/d/s%04d".formatted(i), ""));
    FileId directory = find(FileIds.ROOT, "d").id();
    for (int i = 0; i < 10; i++) {
      FileId file = create(directory, "z" + i);
      publish(file, "");
    }
    passTheTtl();
    int before = store.lists.get();
    publish(create(directory, "z10"), "");
    publish(create(directory, "z11"), "");
    passTheTtl();
    publish(create(directory, "z12"), "");
    publish(create(directory, "z13"), "");

    // the first after a pause asks for the directory too
    assertThat(store.lists.get() - before).isLessThanOrEqualTo(4);
  }

  @Test
  void n4_aShadowedFileInWritingDoesNotCutAPageShort() {
    create("a");
    create("b");
    store.put("p/a/x", "");
    passTheTtl();

    assertThat(list(FileIds.ROOT, 1)).containsExactly("a/", "b");
  }

  @Test
  void n6_aFileInWritingKeepsItsDirectories() {
    store.put("p/d/e/x", "");
    FileId directory = find(FileIds.ROOT, "d").id();
    FileId below = find(directory, "e").id();
    FileId file = create(below, "f");
    store.delete("p/d/e/x");
    passTheTtl();

    assertThat(names.inode(below).id()).isEqualTo(below);
    assertThat(find(directory, "e").id()).isEqualTo(below);
    assertThat(list(below, 10)).containsExactly("f");
    assertThat(list(directory, 10)).containsExactly("e/");
    assertThat(list()).containsExactly("d/");

    publish(file, "content");
    assertThat(list()).containsExactly("d/");
    assertThat(find(directory, "e").id()).isEqualTo(below);
    assertThat(list(below, 10)).containsExactly("f");
    store.delete("p/d/e/f");
    passTheTtl();
    assertThat(list()).isEmpty();
  }

  @Test
  void n8_aDirectoryWithAFileInWritingIsNotEmpty() {
    FileId directory = mkdir("d");
    FileId file = create(directory, "f");

    assertFails(VfsError.NOT_EMPTY, () -> directories.removeDirectory(FileIds.ROOT, name("d")));
    files.dropped(file);
    directories.removeDirectory(FileIds.ROOT, name("d"));

    assertThat(isThere("d")).isFalse();
  }

  @Test
  void a5_aPublishedFileIsSeenAtOnceAndItsDirectoryDoesNotMove() {
    list();
    FileId file = create("f");
    Instant before = changed(FileIds.ROOT);
    publish(file, "12345");

    assertThat(changed(FileIds.ROOT)).isEqualTo(before);
    assertThat(files.isLocal(file)).isFalse();
    assertThat(((Inode.File) find(FileIds.ROOT, "f")).facts().size()).isEqualTo(5);
    assertThat(((Inode.File) names.inode(file)).facts().size()).isEqualTo(5);
    assertThat(list()).containsExactly("f");
    passTheTtl();
    assertThat(list()).containsExactly("f");
    assertThat(find(FileIds.ROOT, "f").id()).isEqualTo(file);
  }

  @Test
  void a9_publishingANameThatWasNotVisibleMovesTheDirectory() {
    FileId file = create("f");
    restart();
    list();
    nanos.incrementAndGet();
    Instant before = changed(FileIds.ROOT);

    publish(file, "1");

    assertThat(changed(FileIds.ROOT)).isAfter(before);
    assertThat(list()).containsExactly("f");
  }

  @Test
  void n6_aMadeDirectoryBecomesOrdinaryInTimeAfterAPublishing() {
    FileId directory = mkdir("d");
    publish(create(directory, "f"), "1");
    assertThat(list(directory, 10)).containsExactly("f");
    passTheTtl();
    assertThat(list(directory, 10)).containsExactly("f");
    store.delete("p/d/f");
    passTheTtl();

    assertThat(isThere("d")).isFalse();
  }

  @Test
  void aDroppedFileIsGoneAtOnceAndItsIdStale() {
    list();
    FileId file = create("f");
    Instant before = changed(FileIds.ROOT);

    files.dropped(file);

    assertThat(changed(FileIds.ROOT)).isAfter(before);
    assertThat(isThere("f")).isFalse();
    assertThat(list()).isEmpty();
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertFails(VfsError.STALE, () -> files.key(file));
    assertThat(create("f")).isNotEqualTo(file);
  }

  @Test
  void droppingWhatIsInS3DoesNothing() {
    FileId file = create("f");
    publish(file, "1");

    files.dropped(file);

    assertThat(find(FileIds.ROOT, "f").id()).isEqualTo(file);
  }

  @Test
  void w11_aFileIsPutBackAfterARestart() {
    FileId directory = mkdir("d");
    FileId file = create(directory, "f");
    restart();
    assertThat(isThere(directory, "f")).isFalse();

    files.restore(file);
    files.restore(file);

    assertThat(find(directory, "f").id()).isEqualTo(file);
    assertThat(list(directory, 10)).containsExactly("f");
    assertThat(files.isLocal(file)).isTrue();
    publish(file, "1");
    assertThat(list(directory, 10)).containsExactly("f");
  }

  @Test
  void w15_aRetiredFileHasAnotherIdUnderItsName() {
    FileId inS3 = create("f");
    publish(inS3, "1");
    FileId local = create("g");
    for (FileId file : List.of(inS3, local)) {
      Instant before = changed(FileIds.ROOT);
      files.retire(file);
      files.retire(file);

      assertFails(VfsError.STALE, () -> names.inode(file));
      assertFails(VfsError.STALE, () -> files.key(file));
      assertThat(changed(FileIds.ROOT)).isAfter(before);
    }
    assertThat(find(FileIds.ROOT, "f").id()).isNotEqualTo(inS3);
    FileId next = find(FileIds.ROOT, "g").id();
    assertThat(next).isNotEqualTo(local);
    assertThat(names.inode(next).id()).isEqualTo(next);
    restart();
    assertFails(VfsError.STALE, () -> files.restore(local));
  }

  @Test
  void d4_aFileInWritingIsRemovedWhateverTheRules() {
    directories = new DirectoryChanges("/b", names, store, new ChangeRules(false, false));
    store.put("p/old", "");
    FileId directory = mkdir("d");
    FileId file = create(directory, "f");

    files.remove(directory, name("f"));

    assertThat(isThere(directory, "f")).isFalse();
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertFails(VfsError.NOT_FOUND, () -> files.remove(directory, name("f")));
    assertFails(VfsError.NOT_FOUND, () -> files.remove(FileIds.ROOT, name("old")));
    assertFails(VfsError.IS_DIRECTORY, () -> files.remove(FileIds.ROOT, name("d")));
    assertThat(store.deletes).hasValue(0);
  }

  @Test
  void n7_theDirectoryOfARemovedFileStays() {
    store.put("p/d/x", "");
    FileId directory = find(FileIds.ROOT, "d").id();
    create(directory, "f");
    store.delete("p/d/x");
    passTheTtl();
    assertThat(list(directory, 10)).containsExactly("f");

    files.remove(directory, name("f"));
    passTheTtl();

    assertThat(list()).containsExactly("d/");
    assertThat(list(directory, 10)).isEmpty();
  }

  @Test
  void filesInWritingAreBounded() {
    LocalDirectories local = LocalStates.noDirectories(new InodeTable("/b", handles), nanos::get);
    LocalFiles most = new LocalFiles(local, () -> Instant.EPOCH, 2);
    Place a = new Place(FileIds.ROOT, name("a"), FileType.REGULAR);
    Place b = new Place(FileIds.ROOT, name("b"), FileType.REGULAR);
    Place c = new Place(FileIds.ROOT, name("c"), FileType.REGULAR);
    assertThat(most.add(a)).isTrue();
    assertThat(most.add(b)).isTrue();

    assertFails(VfsError.NO_SPACE, () -> most.add(c));
    assertThat(most.add(a)).isFalse();
    assertThat(most.end(a)).isTrue();
    assertThat(most.end(a)).isFalse();
    assertThat(most.add(c)).isTrue();
  }
}
