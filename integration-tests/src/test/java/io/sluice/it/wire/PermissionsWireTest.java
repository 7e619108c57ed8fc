package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ACCES;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_PERM;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsTime3;
import io.sluice.server.nfs3.StableHow;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Mode bits, with a server that admits everybody.
final class PermissionsWireTest extends WireTest {
  @Override
  AccessPolicy policy() {
    return new AccessPolicy(false, true, OWNER.uid());
  }

  @Test
  void othersReadWhatTheModeLetsThem() {
    FileHandle open = ownedFile("open", 0644);
    FileHandle closed = ownedFile("closed", 0600);
    Nfs3Client stranger = client.as(STRANGER);

    assertThat(bytes(stranger.read(open, 0, 10))).isEqualTo(text("bytes"));
    assertThat(stranger.read(closed, 0, 10).status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.write(open, 0, text("x"), StableHow.FILE_SYNC).status())
        .isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.commit(open, 0, 0).status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.access(open, 0x3f).access()).isEqualTo(0x01);
    assertThat(stranger.access(closed, 0x3f).access()).isZero();
  }

  @Test
  void theOwnerUsesAHandleWhateverTheModeBecame() {
    FileHandle sealed = ownedFile("sealed", 0);
    Nfs3Client owner = client.as(OWNER);

    assertThat(bytes(owner.read(sealed, 0, 10))).isEqualTo(text("bytes"));
    assertThat(owner.write(sealed, 0, text("BYTES"), StableHow.FILE_SYNC).status())
        .isEqualTo(NFS3_OK);
    assertThat(owner.access(sealed, 0x3f).access()).isZero();
  }

  @Test
  void whoMayExecuteMayReadByHandle() {
    FileHandle program = ownedFile("program", 0711);

    assertThat(bytes(client.as(STRANGER).read(program, 0, 10))).isEqualTo(text("bytes"));
    assertThat(client.as(STRANGER).access(program, 0x3f).access()).isEqualTo(0x20);
  }

  @Test
  void namesOfADirectoryNeedItsBits() {
    FileHandle dir = directory("dir");
    file("dir/file", "x");
    Nfs3Client stranger = client.as(STRANGER);

    assertThat(stranger.lookup(dir, "file").status()).isEqualTo(NFS3_OK);
    assertThat(stranger.readdir(dir, 0, 4096).status()).isEqualTo(NFS3_OK);
    assertThat(stranger.remove(dir, "file").status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.rename(dir, "file", dir, "other").status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.createGuarded(dir, "new", SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.mkdir(dir, "new", SetAttr.NOTHING).status()).isEqualTo(NFS3ERR_ACCES);

    client.setattr(dir, SetAttr.mode(0700), null);
    assertThat(stranger.lookup(dir, "file").status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.readdir(dir, 0, 4096).status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.readdirplus(dir, 0, 4096, 4096).status()).isEqualTo(NFS3ERR_ACCES);
  }

  @Test
  void whatAStrangerCreatesIsTheStrangers() {
    FileHandle dir = directory("public");
    client.setattr(dir, SetAttr.mode(0777), null);
    Nfs3Client stranger = client.as(STRANGER);

    FileHandle file = handleIn(stranger.createGuarded(dir, "mine", SetAttr.mode(0600)));

    assertThat(Objects.requireNonNull(client.getattr(file).attributes()).uid()).isEqualTo(2000);
    assertThat(stranger.write(file, 0, text("x"), StableHow.FILE_SYNC).status()).isEqualTo(NFS3_OK);
    assertThat(stranger.setattr(file, SetAttr.uid(3000), null).status()).isEqualTo(NFS3ERR_PERM);
  }

  @Test
  void whatAStrangerCreatesExclusivelyIsTheStrangers() {
    FileHandle dir = directory("public");
    client.setattr(dir, SetAttr.mode(0777), null);
    Nfs3Client stranger = client.as(STRANGER);

    FileHandle file = handleIn(stranger.createExclusive(dir, "mine", 77));

    assertThat(Objects.requireNonNull(client.getattr(file).attributes()).uid()).isEqualTo(2000);
    assertThat(stranger.setattr(file, SetAttr.mode(0600), null).status()).isEqualTo(NFS3_OK);
    assertThat(stranger.write(file, 0, text("x"), StableHow.FILE_SYNC).status()).isEqualTo(NFS3_OK);
    assertThat(handleIn(stranger.createExclusive(dir, "mine", 77))).isEqualTo(file);
  }

  @Test
  void inAStickyDirectoryStrangersRemoveOnlyTheirOwn() {
    FileHandle dir = directory("tmp");
    client.setattr(dir, SetAttr.mode(01777), null);
    file("tmp/roots", "x");
    Nfs3Client stranger = client.as(STRANGER);
    stranger.createGuarded(dir, "mine", SetAttr.NOTHING);

    assertThat(stranger.remove(dir, "roots").status()).isEqualTo(NFS3ERR_PERM);
    assertThat(stranger.remove(dir, "mine").status()).isEqualTo(NFS3_OK);
  }

  @Test
  void createDoesNotEmptyTheFilesOfOthers() {
    FileHandle dir = directory("public");
    client.setattr(dir, SetAttr.mode(0777), null);
    file("public/roots", "content");

    assertThat(client.as(STRANGER).createUnchecked(dir, "roots", SetAttr.size(0)).status())
        .isEqualTo(NFS3ERR_ACCES);
  }

  @Test
  void onlyTheOwnerSetsModeAndTimes() {
    FileHandle file = ownedFile("file", 0666);
    Nfs3Client stranger = client.as(STRANGER);

    assertThat(stranger.setattr(file, SetAttr.mode(0777), null).status()).isEqualTo(NFS3ERR_PERM);
    assertThat(stranger.setattr(file, SetAttr.mtime(new NfsTime3(1, 1)), null).status())
        .isEqualTo(NFS3ERR_PERM);
    assertThat(stranger.setattr(file, SetAttr.size(1), null).status()).isEqualTo(NFS3_OK);
    assertThat(client.as(OWNER).setattr(file, SetAttr.mode(0600), null).status())
        .isEqualTo(NFS3_OK);
  }

  /// A file of the user who started the server.
  private FileHandle ownedFile(String name, int mode) {
    FileHandle file = file(name, "bytes");
    client.setattr(file, new SetAttr(mode, OWNER.uid(), OWNER.gid(), null, null), null);
    return file;
  }
}
