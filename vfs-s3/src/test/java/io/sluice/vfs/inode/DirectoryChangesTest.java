package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class DirectoryChangesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration EVER = Duration.ofDays(36_500);

  private final AtomicLong nanos = new AtomicLong();
  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final MapHandleTable handles = new MapHandleTable();
  private final LocalState state = LocalStates.temporary();
  private LocalDirectories local = open(LocalDirectories.MOST);
  private Namespace names = names(SECOND);
  private DirectoryChanges changes = new DirectoryChanges("/b", names, store, rules(true, false));

  private static ChangeRules rules(boolean allowDelete, boolean markers) {
    return new ChangeRules(allowDelete, markers);
  }

  private LocalDirectories open(int most) {
    return new LocalDirectories(state, new InodeTable("/b", handles), nanos::get, most);
  }

  private Namespace names(Duration ttl) {
    return Namespace.open(
        store,
        "p/",
        new InodeTable("/b", handles),
        local,
        NamespaceOptions.of(
            new Ttl(ttl, ttl), () -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get));
  }

  private void use(Duration ttl, ChangeRules rules) {
    names = names(ttl);
    changes = new DirectoryChanges("/b", names, store, rules);
  }

  /// As after `kill -9`: what is in memory is gone.
  private void restart() {
    local = open(LocalDirectories.MOST);
    use(SECOND, rules(true, false));
  }

  private void passTheTtl() {
    nanos.addAndGet(SECOND.toNanos());
  }

  private Optional<Inode> walk(String path) {
    FileId directory = FileIds.ROOT;
    Optional<Inode> found = Optional.empty();
    for (String name : path.split("/", -1)) {
      found = names.lookup(directory, FileName.of(name));
      if (found.isEmpty()) {
        return found;
      }
      directory = found.get().id();
    }
    return found;
  }

  private boolean isThere(String path) {
    return walk(path).isPresent();
  }

  private FileId id(String path) {
    return path.isEmpty() ? FileIds.ROOT : walk(path).orElseThrow().id();
  }

  private FileId parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? FileIds.ROOT : id(path.substring(0, slash));
  }

  private static FileName last(String path) {
    return FileName.of(path.substring(path.lastIndexOf('/') + 1));
  }

  private FileId mkdir(String path) {
    return changes.makeDirectory(parent(path), last(path)).directory().id();
  }

  private void rmdir(String path) {
    changes.removeDirectory(parent(path), last(path));
  }

  private void remove(String path) {
    changes.remove(parent(path), last(path));
  }

  private List<String> list(String path) {
    return list(path, 100);
  }

  private List<String> list(String path, int most) {
    List<String> all = new ArrayList<>();
    ListingPosition position = ListingPosition.START;
    while (true) {
      NamePage page = names.list(id(path), position, most);
      for (NamePage.Name name : page.names()) {
        all.add(name.name() + (name.inode().type() == FileType.DIRECTORY ? "/" : ""));
        position = ListingPosition.of(name.name(), name.inode().type());
      }
      if (page.reachedEnd()) {
        return all;
      }
    }
  }

  private static void assertFails(VfsError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VfsException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void n6_mkdirMakesADirectoryAndNoObject() {
    mkdir("d");

    assertThat(list("")).containsExactly("d/");
    assertThat(list("d")).isEmpty();
    assertThat(names.inode(id("d")).type()).isEqualTo(FileType.DIRECTORY);
    assertThat(store.puts).hasValue(0);
    passTheTtl();
    assertThat(list("")).containsExactly("d/");
    assertThat(list("d")).isEmpty();
    assertThat(isThere("d/x")).isFalse();
  }

  @Test
  void n6_aLocalDirectorySurvivesARestart() {
    FileId made = mkdir("a");
    mkdir("a/b");

    restart();

    assertThat(list("")).containsExactly("a/");
    assertThat(list("a")).containsExactly("b/");
    assertThat(id("a")).isEqualTo(made);
    assertFails(VfsError.EXISTS, () -> mkdir("a/b"));
  }

  @Test
  void n6_itBecomesOrdinaryWhenS3ShowsKeysBelowIt() {
    mkdir("listed");
    mkdir("seen");
    store.put("p/listed/f", "");
    store.put("p/seen/f", "");
    nanos.incrementAndGet();
    assertThat(list("listed")).containsExactly("f");
    store.delete("p/listed/f");
    passTheTtl();
    assertThat(isThere("listed")).isFalse();
    assertThat(list("")).containsExactly("seen/");
    store.delete("p/seen/f");
    passTheTtl();

    assertThat(isThere("seen")).isFalse();
    assertThat(list("")).isEmpty();
  }

  @Test
  void n6_whatExistsIsNotMadeAgain() {
    store.put("p/file", "");
    store.put("p/dir/x", "");

    assertFails(VfsError.EXISTS, () -> mkdir("file"));
    assertFails(VfsError.EXISTS, () -> mkdir("dir"));
  }

  @Test
  void n6_whatCanBeNoKeyIsRefused() {
    String part = "n".repeat(250);
    String path = "";
    for (int i = 0; i < 4; i++) {
      path += (i == 0 ? "" : "/") + part;
      mkdir(path);
    }
    FileId deep = id(path);

    assertFails(
        VfsError.NAME_TOO_LONG, () -> changes.makeDirectory(deep, FileName.of("x".repeat(30))));
    assertFails(
        VfsError.INVALID,
        () -> changes.makeDirectory(FileIds.ROOT, FileName.of(new byte[] {'a', (byte) 0xff})));
  }

  @Test
  void n6_localDirectoriesAreBounded() {
    local = open(2);
    use(SECOND, rules(true, false));
    mkdir("a");
    mkdir("b");

    assertFails(VfsError.NO_SPACE, () -> mkdir("c"));
    rmdir("a");
    mkdir("c");
    assertThat(list("")).containsExactly("b/", "c/");
  }

  @Test
  void n6_aMarkerIsPutInsteadWhereThatIsWanted() {
    use(EVER, rules(true, true));
    assertThat(list("")).isEmpty();

    mkdir("m");

    assertThat(store.has("p/m/")).isTrue();
    assertThat(list("")).containsExactly("m/");
    rmdir("m");
    assertThat(store.has("p/m/")).isFalse();
    assertThat(list("")).isEmpty();
  }

  @Test
  void n4_aLocalDirectoryShadowsAFileUntilItIsGone() {
    mkdir("blue");
    store.put("p/blue", "sky");
    store.put("p/blue-x", "");
    passTheTtl();

    assertThat(list("", 1)).containsExactly("blue-x", "blue/");
    assertThat(walk("blue").orElseThrow().type()).isEqualTo(FileType.DIRECTORY);
    rmdir("blue");
    assertThat(list("", 1)).containsExactly("blue", "blue-x");
    assertThat(walk("blue").orElseThrow().type()).isEqualTo(FileType.REGULAR);
  }

  @Test
  void n5_localNamesStandInTheOrderOfTheListing() {
    for (String key : List.of("a", "c", "e", "g/x")) {
      store.put("p/" + key, "");
    }
    for (String name : List.of("b", "d", "d-", "f", "h")) {
      mkdir(name);
    }

    for (int most : new int[] {1, 2, 3, 100}) {
      assertThat(list("", most))
          .containsExactly("a", "b/", "c", "d-/", "d/", "e", "f/", "g/", "h/");
    }
  }

  @Test
  void n7_aDirectoryWhoseLastFileWasRemovedHereStays() {
    store.put("p/d/e/f", "");
    store.put("p/d/e/g", "");

    remove("d/e/f");
    remove("d/e/g");
    passTheTtl();

    assertThat(list("d/e")).isEmpty();
    assertThat(list("d")).containsExactly("e/");
    restart();
    assertThat(list("d")).containsExactly("e/");
    rmdir("d/e");
    passTheTtl();
    assertThat(list("")).containsExactly("d/");
    rmdir("d");
    assertThat(list("")).isEmpty();
  }

  @Test
  void n7_aDirectoryOfWhichOthersRemoveTheLastFileGoes() {
    store.put("p/d/f", "");
    store.put("p/d/g", "");

    remove("d/f");
    passTheTtl();
    assertThat(list("d")).containsExactly("g");
    store.delete("p/d/g");
    passTheTtl();

    assertThat(isThere("d")).isFalse();
  }

  @Test
  void n7_whatStaysGoesWithTheMountAndWhatWasMadeDoesNot() {
    store.put("p/emptied/f", "");
    remove("emptied/f");
    store.put("p/parent/f", "");
    remove("parent/f");
    mkdir("parent/made");

    local.forgetKept();
    passTheTtl();

    assertThat(list("")).containsExactly("parent/");
    assertThat(list("parent")).containsExactly("made/");
    restart();
    assertThat(list("")).containsExactly("parent/");
  }

  @Test
  void n8_rmdirIsForEmptyDirectories() {
    store.put("p/full/f", "");
    store.put("p/hidden//x", "");
    store.put("p/file", "");
    mkdir("outer");
    mkdir("outer/inner");

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("full"));
    assertFails(VfsError.NOT_EMPTY, () -> rmdir("hidden"));
    assertFails(VfsError.NOT_EMPTY, () -> rmdir("outer"));
    assertFails(VfsError.NOT_DIRECTORY, () -> rmdir("file"));
    assertFails(VfsError.NOT_FOUND, () -> rmdir("nothing"));
    rmdir("outer/inner");
    rmdir("outer");
    assertFails(VfsError.NOT_FOUND, () -> rmdir("outer"));
  }

  @Test
  void n8_whetherADirectoryIsEmptyIsAskedNow() {
    use(EVER, rules(true, false));
    mkdir("d");
    assertThat(list("d")).isEmpty();
    store.put("p/d/f", "");

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("d"));
  }

  @Test
  void n8_aMarkerIsDeletedOnlyIfThatIsAllowed() {
    store.put("p/marked/", "");
    use(SECOND, rules(false, false));

    assertFails(VfsError.NOT_PERMITTED, () -> rmdir("marked"));
    assertThat(store.has("p/marked/")).isTrue();
    use(SECOND, rules(true, false));
    rmdir("marked");
    assertThat(store.has("p/marked/")).isFalse();
    assertThat(isThere("marked")).isFalse();
  }

  @Test
  void n8_aDirectoryThatOthersEmptiedIsGone() {
    store.put("p/d/f", "");
    assertThat(isThere("d")).isTrue();
    store.delete("p/d/f");

    assertFails(VfsError.NOT_FOUND, () -> rmdir("d"));
    assertThat(isThere("d")).isFalse();
  }

  @Test
  void n8_theHandleOfARemovedDirectoryIsStale() {
    store.put("p/d/f", "");
    FileId directory = id("d");
    assertThat(list("d")).containsExactly("f");
    remove("d/f");
    rmdir("d");

    assertFails(VfsError.STALE, () -> names.inode(directory));
  }

  @Test
  void d1_removingDeletesTheObjectIfThatIsAllowed() {
    store.put("p/f", "");
    store.put("p/d/x", "");
    use(SECOND, rules(false, false));

    assertFails(VfsError.NOT_PERMITTED, () -> remove("f"));
    assertThat(store.has("p/f")).isTrue();
    use(SECOND, rules(true, false));
    assertFails(VfsError.IS_DIRECTORY, () -> remove("d"));
    assertFails(VfsError.NOT_FOUND, () -> remove("nothing"));
    FileId file = id("f");
    remove("f");
    assertThat(store.has("p/f")).isFalse();
    assertFails(VfsError.STALE, () -> names.inode(file));
  }

  @Test
  void a5_ownChangesAreSeenAtOnceWhateverTheTtl() {
    store.put("p/d/f", "");
    store.put("p/d/g", "");
    store.put("p/d/sub/", "");
    use(EVER, rules(true, false));
    assertThat(isThere("d/new")).isFalse();
    assertThat(list("d")).containsExactly("f", "g", "sub/");

    remove("d/f");
    mkdir("d/new");
    rmdir("d/sub");

    assertThat(list("d", 1)).containsExactly("g", "new/");
    assertThat(isThere("d/f")).isFalse();
    assertThat(isThere("d/sub")).isFalse();
    assertThat(isThere("d/new")).isTrue();
    rmdir("d/new");
    assertThat(list("d")).containsExactly("g");
    assertThat(isThere("d/new")).isFalse();
  }

  @Test
  void a5_aListingUnderWayDoesNotBringBackWhatWasRemoved() {
    use(EVER, rules(true, false));
    store.put("p/f", "");
    store.put("p/g", "");
    store.meanwhile =
        () -> {
          nanos.incrementAndGet();
          remove("f");
        };

    list("");

    assertThat(list("")).containsExactly("g");
    assertThat(isThere("f")).isFalse();
  }

  @Test
  void a5_whatOthersDoAfterAChangeOfOursIsSeenAfterTheTtl() {
    store.put("p/f", "");
    assertThat(list("")).containsExactly("f");
    remove("f");
    store.put("p/f", "again");
    assertThat(isThere("f")).isFalse();

    passTheTtl();

    assertThat(isThere("f")).isTrue();
    assertThat(list("")).containsExactly("f");
  }

  @Test
  void a9_theTimesAroundAChangeAreThoseThatStood() {
    Inode before = names.inode(FileIds.ROOT);

    DirectoryChange made = changes.makeDirectory(FileIds.ROOT, FileName.of("d")).parent();
    DirectoryChange removed = changes.removeDirectory(FileIds.ROOT, FileName.of("d"));

    assertThat(made.before()).isEqualTo(before);
    assertThat(removed.before()).isEqualTo(made.after());
    assertThat(removed.after()).isEqualTo(names.inode(FileIds.ROOT));
    assertThat(made.after().changed()).isAfter(((Inode.Directory) before).changed());
    assertThat(removed.after().changed()).isAfter(made.after().changed());
  }

  @Test
  void mkdirInADirectoryThatIsFreshlyListedAsksNothing() {
    store.put("p/f", "");
    list("");
    int before = store.requests();

    mkdir("d");
    mkdir("e");
    assertThat(list("")).containsExactly("d/", "e/", "f");

    assertThat(store.requests()).isEqualTo(before);
  }

  @Test
  void removingTheFilesOfAFreshListingIsOneRequestEach() {
    for (int i = 0; i < 20; i++) {
      store.put("p/d/" + i, "");
    }
    list("d");
    int before = store.requests();

    for (int i = 0; i < 19; i++) {
      remove("d/" + i);
    }

    assertThat(store.requests()).isEqualTo(before + 19);
  }
}
