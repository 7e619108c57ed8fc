package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_BADHANDLE;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_FBIG;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_INVAL;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ISDIR;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOT_SYNC;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_STALE;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.Ftype3;
import io.sluice.server.nfs3.NfsTime3;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AttributesWireTest extends WireTest {
  @Test
  void nullAnswers() {
    client.nothing();

    assertThat(client.getattr(root).status()).isEqualTo(NFS3_OK);
  }

  @Test
  void getattrShowsAFile() {
    FileHandle file = file("dir/file", "12345");

    Fattr3 attributes = getattr(file);

    assertThat(attributes.type()).isEqualTo(Ftype3.NF3REG);
    assertThat(attributes.size()).isEqualTo(5);
    assertThat(attributes.mode()).isEqualTo(0644);
    assertThat(attributes.fileid()).isEqualTo(file.fileid());
    assertThat(attributes.fsid()).isEqualTo(WireServer.FSID).isEqualTo(getattr(root).fsid());
    assertThat(getattr(root).type()).isEqualTo(Ftype3.NF3DIR);
  }

  @Test
  void getattrOfWhatIsGoneIsStale() {
    assertThat(client.getattr(staleHandle()).status()).isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void setattrCutsAFileAndKeepsItsAttributesBeforeToItself() {
    FileHandle file = file("file", "12345");

    Nfs3Results.Wcc cut = client.setattr(file, SetAttr.size(2), null);

    assertThat(cut.status()).isEqualTo(NFS3_OK);
    assertThat(cut.wcc().before()).isNull();
    assertThat(cut.wcc().after().attributes()).isEqualTo(getattr(file));
    assertThat(getattr(file).size()).isEqualTo(2);
  }

  @Test
  void a6_setattrSetsModeAndTimes() {
    FileHandle file = file("file", "12345");
    NfsTime3 time = new NfsTime3(1_600_000_000, 999_999_999);

    assertThat(client.setattr(file, SetAttr.mode(0100600), null).status()).isEqualTo(NFS3_OK);
    assertThat(client.setattr(file, SetAttr.mtime(time), null).status()).isEqualTo(NFS3_OK);

    assertThat(getattr(file).mode()).isEqualTo(0600);
    assertThat(getattr(file).mtime()).isEqualTo(time);
  }

  @Test
  void setattrHonoursItsGuard() {
    FileHandle file = file("file", "12345");
    NfsTime3 ctime = getattr(file).ctime();

    assertThat(client.setattr(file, SetAttr.size(1), new NfsTime3(5, 5)).status())
        .isEqualTo(NFS3ERR_NOT_SYNC);
    assertThat(getattr(file).size()).isEqualTo(5);
    assertThat(client.setattr(file, SetAttr.size(1), ctime).status()).isEqualTo(NFS3_OK);
  }

  @Test
  void setattrRefusesWhatNoFileCanBe() {
    FileHandle file = file("file", "12345");
    NfsTime3 noTime = new NfsTime3(5, 1_000_000_000);

    assertThat(client.setattr(file, SetAttr.size(-1), null).status()).isEqualTo(NFS3ERR_FBIG);
    assertThat(client.setattr(file, SetAttr.mtime(noTime), null).status()).isEqualTo(NFS3ERR_INVAL);
    assertThat(client.setattr(root, SetAttr.size(0), null).status()).isEqualTo(NFS3ERR_ISDIR);
    assertThat(client.setattr(staleHandle(), SetAttr.size(0), null).status())
        .isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void accessGrantsASubsetOfWhatIsAsked() {
    FileHandle file = file("file", "12345");

    Nfs3Results.Access access = client.access(file, 0x0d);

    assertThat(access.status()).isEqualTo(NFS3_OK);
    assertThat(access.access()).isEqualTo(0x0d);
    assertThat(access.attributes().attributes()).isEqualTo(getattr(file));
    assertThat(client.access(file, 0x3f).access()).isEqualTo(0x0d);
    assertThat(client.access(root, 0x3f).access()).isEqualTo(0x1f);
    assertThat(client.access(staleHandle(), 0x3f).status()).isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void n11_nothingIsASymbolicLink() {
    Nfs3Results.Failure failure = client.readlink(file("file", "x"));

    assertThat(failure.status()).isEqualTo(NFS3ERR_INVAL);
    assertThat(failure.attributes().attributes()).isNotNull();
    assertThat(client.readlink(staleHandle()).status()).isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void a7_fsstatShowsAHugeFileSystem() {
    Nfs3Results.Fsstat fsstat = client.fsstat(root);

    assertThat(fsstat.status()).isEqualTo(NFS3_OK);
    assertThat(fsstat.abytes()).isEqualTo(fsstat.tbytes()).isEqualTo(1L << 50);
    assertThat(fsstat.afiles()).isPositive();
    assertThat(client.fsstat(forged(root)).status()).isEqualTo(NFS3ERR_BADHANDLE);
  }

  @Test
  void fsinfoNamesTheSizesOfTransfers() {
    Nfs3Results.Fsinfo fsinfo = client.fsinfo(root);
    int mebi = 1 << 20;

    assertThat(fsinfo.status()).isEqualTo(NFS3_OK);
    assertThat(fsinfo.sizes()).isEqualTo(List.of(mebi, mebi, 4096, mebi, mebi, 4096, 128 << 10));
    assertThat(fsinfo.maxfilesize()).isEqualTo(Long.MAX_VALUE);
    assertThat(fsinfo.timeDelta()).isEqualTo(new NfsTime3(0, 1));
    assertThat(fsinfo.properties()).isEqualTo(0x18);
    assertThat(client.fsinfo(forged(root)).status()).isEqualTo(NFS3ERR_BADHANDLE);
  }

  @Test
  void a7_pathconfSaysWhatNamesCanBe() {
    Nfs3Results.Pathconf pathconf = client.pathconf(root);

    assertThat(pathconf.status()).isEqualTo(NFS3_OK);
    assertThat(pathconf.linkmax()).isEqualTo(1);
    assertThat(pathconf.nameMax()).isEqualTo(255);
    assertThat(pathconf.facts()).isEqualTo(List.of(true, true, false, true));
    assertThat(client.pathconf(forged(root)).status()).isEqualTo(NFS3ERR_BADHANDLE);
  }

  private Fattr3 getattr(FileHandle file) {
    return Objects.requireNonNull(client.getattr(file).attributes());
  }
}
