package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files that are removed while they are open: the client renames them.
final class SillyRenameTest extends FilesUnderChange {
  private static final FileName F = FileName.of("f");
  private static final FileName SILLY = FileName.of(".nfs0000000012345678000000aa");
  private static final FileName OTHER = FileName.of(".nfs0000000012345678000000ab");

  private Inode.File find(FileName name) {
    return (Inode.File) names.lookup(FileIds.ROOT, name).orElseThrow();
  }

  private DirectoryChange hide(FileName name, FileName silly) {
    return files.hide(find(name), silly);
  }

  private boolean isThere(FileName name) {
    return names.lookup(FileIds.ROOT, name).isPresent();
  }

  @Test
  void d2_theNamesOfClientsAreKnown() {
    assertThat(FileChanges.isSilly(SILLY)).isTrue();
    for (String other :
        List.of(".nfs.0a1b2c3d.00ff", ".nfs.0a1b2c3d.00ff4.4", ".nfs.0a1b2c3d.1869f4.4")) {
      assertThat(FileChanges.isSilly(FileName.of(other))).isTrue();
    }
    for (String other : List.of(".nfs", ".nfs00000000123456780000000", ".nfs.0a1b2c3d.00fg", "f")) {
      assertThat(FileChanges.isSilly(FileName.of(other))).isFalse();
    }
  }

  @Test
  void d2_anOpenFileThatIsRemovedVanishesAndKeepsItsId() {
    put("p/f", "abc");
    list("");
    Inode.File file = find(F);
    int requests = store.requests();

    DirectoryChange change = hide(F, SILLY);

    assertThat(change.after()).isEqualTo(names.inode(FileIds.ROOT));
    assertThat(store.requests()).isEqualTo(requests);
    for (int i = 0; i < 3; i++) {
      assertThat(isThere(F)).isFalse();
      assertThat(list("")).isEmpty();
      assertThat(find(SILLY)).isEqualTo(file);
      assertThat(names.inode(file.id())).isEqualTo(file);
      assertThat(names.atHand().knownFile(file.id())).isEqualTo(file);
      assertThat(files.key(file.id())).isEqualTo(new ObjectKey("p/f"));
      passTheTtl();
    }
    assertThat(files.hidden(FileIds.ROOT, SILLY)).isEqualTo(new FileChanges.Hidden(file, true));
    assertThat(files.hidden(FileIds.ROOT, OTHER)).isNull();
  }

  @Test
  void d2_itEndsWhenTheClientRemovesTheSillyName() {
    put("p/f", "abc");
    FileId file = find(F).id();
    hide(F, SILLY);
    store.delete("p/f");
    nanos.incrementAndGet();

    files.removeHidden(FileIds.ROOT, SILLY);

    assertThat(isThere(F)).isFalse();
    assertThat(isThere(SILLY)).isFalse();
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertFails(VfsError.NOT_FOUND, () -> files.removeHidden(FileIds.ROOT, SILLY));
    put("p/f", "new");
    passTheTtl();
    assertThat(find(F).id()).isNotEqualTo(file);
  }

  @Test
  void d2_anotherFileMayTakeTheNameMeanwhile() {
    ObjectFacts old = put("p/f", "abc");
    FileId file = find(F).id();
    hide(F, SILLY);

    FileChanges.Created created = files.create(FileIds.ROOT, F);

    FileId next = created.file().id();
    assertThat(created.isNew()).isTrue();
    assertThat(next).isNotEqualTo(file);
    assertThat(list("")).containsExactly("f");
    ObjectFacts put = put("p/f", "defg");
    files.published(next, put);
    nanos.incrementAndGet();
    for (int i = 0; i < 2; i++) {
      assertThat(find(F)).isEqualTo(new Inode.File(next, put));
      assertThat(names.inode(next)).isEqualTo(new Inode.File(next, put));
      assertThat(names.inode(file)).isEqualTo(new Inode.File(file, old));
      assertThat(list("")).containsExactly("f");
      passTheTtl();
    }
    assertThat(files.hidden(FileIds.ROOT, SILLY))
        .isEqualTo(new FileChanges.Hidden(new Inode.File(file, old), false));
    files.removeHidden(FileIds.ROOT, SILLY);
    assertThat(find(F).id()).isEqualTo(next);
  }

  @Test
  void d2_theSameBytesUnderTheNameAreAnotherFile() {
    ObjectFacts same = put("p/f", "abc");
    find(F);
    hide(F, SILLY);
    FileId next = files.create(FileIds.ROOT, F).file().id();

    files.published(next, same); // as if the ETag were that of the content
    passTheTtl();

    assertThat(find(F).id()).isEqualTo(next);
    assertThat(list("")).containsExactly("f");
  }

  @Test
  void d2_anObjectOfAnotherClientShowsUnderTheName() {
    put("p/f", "abc");
    FileId file = find(F).id();
    hide(F, SILLY);
    put("p/f", "of another");
    passTheTtl();

    assertThat(find(F).id()).isNotEqualTo(file);
    assertThat(list("")).containsExactly("f");
  }

  @Test
  void d2_aFileInWritingIsHiddenToo() {
    FileId file = files.create(FileIds.ROOT, F).file().id();
    hide(F, SILLY);

    assertThat(isThere(F)).isFalse();
    assertThat(list("")).isEmpty();
    assertThat(find(SILLY).id()).isEqualTo(file);
    assertThat(files.isLocal(file)).isFalse();
    assertThat(files.hidden(FileIds.ROOT, SILLY))
        .isEqualTo(new FileChanges.Hidden(find(SILLY), false));

    ObjectFacts put = put("p/f", "flushed");
    files.published(file, put);
    passTheTtl();
    assertThat(isThere(F)).isFalse();
    assertThat(list("")).isEmpty();
    assertThat(names.inode(file)).isEqualTo(new Inode.File(file, put));
    store.delete("p/f");
    nanos.incrementAndGet();
    files.removeHidden(FileIds.ROOT, SILLY);
    assertFails(VfsError.STALE, () -> names.inode(file));
    assertThat(isThere(F)).isFalse();
  }

  @Test
  void d2_severalFilesOfOneNameMayBeOpen() {
    FileId first = files.create(FileIds.ROOT, F).file().id();
    hide(F, SILLY);
    FileId second = files.create(FileIds.ROOT, F).file().id();
    assertFails(VfsError.EXISTS, () -> hide(F, SILLY));
    hide(F, OTHER);

    assertThat(List.of(find(SILLY).id(), find(OTHER).id())).containsExactly(first, second);
    files.dropped(first);
    assertThat(isThere(SILLY)).isFalse();
    assertThat(find(OTHER).id()).isEqualTo(second);
    files.retire(second);
    assertThat(isThere(OTHER)).isFalse();
  }

  @Test
  void d2_onlySillyNamesHide() {
    put("p/f", "abc");

    assertFails(VfsError.INVALID, () -> hide(F, FileName.of("g")));
    hide(F, SILLY);
    assertFails(VfsError.CROSS_DEVICE, () -> hide(SILLY, OTHER));
  }

  @Test
  void d2_aRestartShowsTheObjectAgain() {
    put("p/f", "abc");
    FileId file = find(F).id();
    hide(F, SILLY);

    restart();

    assertThat(isThere(SILLY)).isFalse();
    assertThat(find(F).id()).isNotEqualTo(file);
    assertFails(VfsError.STALE, () -> names.inode(file));
  }
}
