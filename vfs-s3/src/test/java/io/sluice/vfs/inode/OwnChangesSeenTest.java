package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import org.junit.jupiter.api.Test;

final class OwnChangesSeenTest extends NamesUnderChange {
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
  void a9_theTimeMovesWhenOthersUndidBeforeTheNextListingWhatWasDoneHere() {
    store.put("p/f", "");
    store.put("p/g", "");
    list("");
    remove("f");
    Inode afterRemoval = names.inode(FileIds.ROOT);
    assertThat(list("")).containsExactly("g");

    store.put("p/f", "");
    passTheTtl();

    assertThat(names.inode(FileIds.ROOT)).isNotEqualTo(afterRemoval);
    assertThat(list("")).containsExactly("f", "g");
  }

  @Test
  void a9_anAbsenceThatWasToldIsNotBelievedForLongerThanTheTtl() {
    store.put("p/f", "");
    list("");
    nanos.addAndGet(SECOND.toNanos() / 2);
    remove("f");
    store.put("p/f", "");
    assertThat(isThere("f")).isFalse();
    nanos.addAndGet(SECOND.toNanos() / 2);
    assertThat(isThere("f")).isFalse();
    Inode told = names.inode(FileIds.ROOT);

    nanos.addAndGet(SECOND.toNanos() / 2);

    assertThat(names.inode(FileIds.ROOT)).isNotEqualTo(told);
  }

  @Test
  void a2_anAbsenceFromBeforeTheTtlIsNotBelievedByWhoReads() {
    store.put("p/f", "");
    FileId file = id("f");
    store.delete("p/f");
    passTheTtl();
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertFails(VfsError.STALE, () -> names.knownFile(file));
    store.put("p/f", "again");
    passTheTtl();

    assertThat(names.knownFile(file).facts().size()).isEqualTo(5);
  }
}
