package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ACCES;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.StableHow;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may use an export by default.
final class AdmissionWireTest extends WireTest {
  @Test
  void x4_onlyRootAndTheOwnerMayReadByDefault() {
    FileHandle file = file("file", "bytes");

    assertThat(client.read(file, 0, 5).status()).isEqualTo(NFS3_OK);
    assertThat(client.as(OWNER).read(file, 0, 5).status()).isEqualTo(NFS3_OK);
    assertThat(client.as(STRANGER).read(file, 0, 5).status()).isEqualTo(NFS3ERR_ACCES);
  }

  @Test
  void x4_strangersSeeNoNamesAndChangeNothing() {
    FileHandle file = file("file", "bytes");
    Nfs3Client stranger = client.as(STRANGER);

    assertThat(stranger.lookup(root, "file").status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.readdir(root, 0, 4096).status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.readdirplus(root, 0, 4096, 4096).status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.write(file, 0, text("x"), StableHow.FILE_SYNC).status())
        .isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.setattr(file, SetAttr.size(0), null).status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.createGuarded(root, "new", SetAttr.NOTHING).status())
        .isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.remove(root, "file").status()).isEqualTo(NFS3ERR_ACCES);
    assertThat(stranger.access(file, 0x3f).access()).isZero();
  }

  @Test
  void x3_withoutCredentialsAMountCanBeginAndNoMore() {
    FileHandle file = file("file", "bytes");

    for (AuthSys nobody : List.of(AuthSys.NONE, AuthSys.user(65534))) {
      Nfs3Client unknown = client.as(nobody);
      unknown.nothing();
      assertThat(unknown.getattr(root).status()).isEqualTo(NFS3_OK);
      assertThat(unknown.fsinfo(root).status()).isEqualTo(NFS3_OK);
      assertThat(unknown.fsstat(root).status()).isEqualTo(NFS3_OK);
      assertThat(unknown.pathconf(root).status()).isEqualTo(NFS3_OK);
      assertThat(unknown.read(file, 0, 5).status()).isEqualTo(NFS3ERR_ACCES);
    }
  }
}
