package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_BADHANDLE;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_BADTYPE;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_EXIST;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_INVAL;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ISDIR;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NAMETOOLONG;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOENT;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOTDIR;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOTEMPTY;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOTSUPP;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_STALE;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.WccAttr;
import io.sluice.server.nfs3.WccData;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesWireTest extends WireTest {
  @Test
  void lookupFindsANameAndShowsBothAttributes() {
    FileHandle file = file("dir/file", "x");

    Nfs3Results.Lookup found = client.lookup(directory("dir"), "file");

    assertThat(found.status()).isEqualTo(NFS3_OK);
    assertThat(found.object()).isEqualTo(file);
    assertThat(found.attributes().attributes()).isEqualTo(getattr(file));
    assertThat(found.directory().attributes()).isEqualTo(getattr(directory("dir")));
  }

  @Test
  void lookupOfAnAbsentNameShowsTheDirectory() {
    Nfs3Results.Lookup missing = client.lookup(root, "absent");

    assertThat(missing.status()).isEqualTo(NFS3ERR_NOENT);
    assertThat(missing.directory().attributes()).isEqualTo(getattr(root));
  }

  @Test
  void lookupKnowsDotAndDotDot() {
    FileHandle dir = directory("outer/inner");

    assertThat(client.lookup(dir, ".").object()).isEqualTo(dir);
    assertThat(client.lookup(dir, "..").object()).isEqualTo(directory("outer"));
    assertThat(client.lookup(root, "..").object()).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "/", "a\0b"})
  void bytesThatAreNoNameAreInvalid(String name) {
    assertThat(client.lookup(root, name).status()).isEqualTo(NFS3ERR_INVAL);
    assertThat(client.createGuarded(root, name, SetAttr.NOTHING).status()).isEqualTo(NFS3ERR_INVAL);
    assertThat(client.remove(root, name).status()).isEqualTo(NFS3ERR_INVAL);
  }

  @Test
  void namesHaveAtMost255Bytes() {
    String longest = "n".repeat(255);
    FileHandle file = file(longest, "x");

    assertThat(client.lookup(root, longest).object()).isEqualTo(file);
    assertThat(client.lookup(root, longest + "n").status()).isEqualTo(NFS3ERR_NAMETOOLONG);
    assertThat(client.mkdir(root, "n".repeat(4000), SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_NAMETOOLONG);
  }

  @Test
  void lookupNeedsADirectory() {
    assertThat(client.lookup(file("file", "x"), "name").status()).isEqualTo(NFS3ERR_NOTDIR);
    assertThat(client.lookup(staleHandle(), "name").status()).isEqualTo(NFS3ERR_STALE);
    assertThat(client.lookup(forged(root), "name").status()).isEqualTo(NFS3ERR_BADHANDLE);
  }

  @Test
  void createMakesAFileAndTellsHowTheDirectoryChanged() {
    Fattr3 before = getattr(root);

    Nfs3Results.Created created = client.createGuarded(root, "new", SetAttr.mode(0600));

    assertThat(created.status()).isEqualTo(NFS3_OK);
    assertThat(created.attributes().attributes()).isEqualTo(getattr(handleIn(created)));
    assertThat(getattr(handleIn(created)).mode()).isEqualTo(0600);
    assertChanged(created.directory(), before, root);
    assertThat(client.createGuarded(root, "new", SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_EXIST);
  }

  @Test
  void uncheckedCreateTakesWhatIsThere() {
    FileHandle old = file("old", "content");

    assertThat(handleIn(client.createUnchecked(root, "old", SetAttr.NOTHING))).isEqualTo(old);
    assertThat(getattr(old).size()).isEqualTo(7);
    assertThat(handleIn(client.createUnchecked(root, "old", SetAttr.size(0)))).isEqualTo(old);
    assertThat(getattr(old).size()).isZero();
  }

  @Test
  void w14_exclusiveCreateIsKnownByItsVerifier() {
    FileHandle created = handleIn(client.createExclusive(root, "new", 42));

    assertThat(handleIn(client.createExclusive(root, "new", 42))).isEqualTo(created);
    assertThat(client.createExclusive(root, "new", 43).status()).isEqualTo(NFS3ERR_EXIST);
  }

  @Test
  void dotAndDotDotExistAlready() {
    assertThat(client.createUnchecked(root, ".", SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_EXIST);
    assertThat(client.mkdir(root, "..", SetAttr.NOTHING).status()).isEqualTo(NFS3ERR_EXIST);
    assertThat(client.rmdir(root, ".").status()).isEqualTo(NFS3ERR_INVAL);
  }

  @Test
  void mkdirMakesADirectory() {
    Fattr3 before = getattr(root);

    Nfs3Results.Created made = client.mkdir(root, "dir", SetAttr.mode(0700));

    assertThat(made.status()).isEqualTo(NFS3_OK);
    assertThat(getattr(handleIn(made)).mode()).isEqualTo(0700);
    assertChanged(made.directory(), before, root);
    assertThat(client.mkdir(root, "dir", SetAttr.NOTHING).status()).isEqualTo(NFS3ERR_EXIST);
    assertThat(client.mkdir(file("file", "x"), "dir", SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_NOTDIR);
  }

  @Test
  void n11_linksAndDevicesAreNotSupported() {
    FileHandle file = file("file", "x");

    assertThat(client.symlink(root, "link", "file").status()).isEqualTo(NFS3ERR_NOTSUPP);
    assertThat(client.link(file, root, "link").status()).isEqualTo(NFS3ERR_NOTSUPP);
    for (int type : new int[] {3, 4, 6, 7}) {
      assertThat(client.mknod(root, "node", type).status()).isEqualTo(NFS3ERR_NOTSUPP);
    }
    assertThat(client.mknod(root, "node", 1).status()).isEqualTo(NFS3ERR_BADTYPE);
    assertThat(client.lookup(root, "link").status()).isEqualTo(NFS3ERR_NOENT);
  }

  @Test
  void removeEndsAFile() {
    FileHandle file = file("file", "x");
    directory("dir");
    Fattr3 before = getattr(root);

    Nfs3Results.Wcc removed = client.remove(root, "file");

    assertThat(removed.status()).isEqualTo(NFS3_OK);
    assertChanged(removed.wcc(), before, root);
    assertThat(client.getattr(file).status()).isEqualTo(NFS3ERR_STALE);
    assertThat(client.remove(root, "file").status()).isEqualTo(NFS3ERR_NOENT);
    assertThat(client.remove(root, "dir").status()).isEqualTo(NFS3ERR_ISDIR);
  }

  @Test
  void rmdirEndsAnEmptyDirectory() {
    file("dir/file", "x");

    assertThat(client.rmdir(root, "dir").status()).isEqualTo(NFS3ERR_NOTEMPTY);
    assertThat(client.rmdir(directory("dir"), "file").status()).isEqualTo(NFS3ERR_NOTDIR);
    client.remove(directory("dir"), "file");
    assertThat(client.rmdir(root, "dir").status()).isEqualTo(NFS3_OK);
    assertThat(client.rmdir(root, "dir").status()).isEqualTo(NFS3ERR_NOENT);
  }

  @Test
  void renameKeepsTheHandle() {
    FileHandle file = file("from/old", "content");
    FileHandle from = directory("from");
    FileHandle to = directory("to");
    Fattr3 fromBefore = getattr(from);
    Fattr3 toBefore = getattr(to);

    Nfs3Results.Rename renamed = client.rename(from, "old", to, "new");

    assertThat(renamed.status()).isEqualTo(NFS3_OK);
    assertChanged(renamed.from(), fromBefore, from);
    assertChanged(renamed.to(), toBefore, to);
    assertThat(client.lookup(to, "new").object()).isEqualTo(file);
    assertThat(bytes(client.read(file, 0, 10))).isEqualTo(text("content"));
  }

  @Test
  void renameSaysWhatIsWrong() {
    file("dir/file", "x");
    FileHandle dir = directory("dir");

    assertThat(client.rename(dir, "absent", dir, "new").status()).isEqualTo(NFS3ERR_NOENT);
    assertThat(client.rename(root, "dir", dir, "new").status()).isEqualTo(NFS3ERR_INVAL);
    assertThat(client.rename(dir, "file", forged(dir), "new").status())
        .isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.rename(dir, "file", staleHandle(), "new").status()).isEqualTo(NFS3ERR_STALE);
    assertThat(client.rename(dir, "file", dir, "..").status()).isEqualTo(NFS3ERR_INVAL);
  }

  /// Before and after in the reply are the directory's attributes around the change.
  private void assertChanged(WccData wcc, Fattr3 before, FileHandle directory) {
    assertThat(wcc.before()).isEqualTo(new WccAttr(before.size(), before.mtime(), before.ctime()));
    assertThat(wcc.after().attributes()).isEqualTo(getattr(directory));
    assertThat(getattr(directory).ctime()).isNotEqualTo(before.ctime());
  }

  private Fattr3 getattr(FileHandle file) {
    return Objects.requireNonNull(client.getattr(file).attributes());
  }
}
