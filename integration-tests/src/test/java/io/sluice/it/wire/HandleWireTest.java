package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_BADHANDLE;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_STALE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.nfs3.NfsStat3;
import io.sluice.vfs.FileId;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class HandleWireTest extends WireTest {
  @Test
  void x2_aForgedHandleIsBadForEveryProcedure() {
    FileHandle bad = forged(file("file", "x"));

    assertThat(client.getattr(bad).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.setattr(bad, SetAttr.NOTHING, null).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.access(bad, 1).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.readlink(bad).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.read(bad, 0, 1).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.commit(bad, 0, 0).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.createExclusive(bad, "x", 1).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.mkdir(bad, "x", SetAttr.NOTHING).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.symlink(bad, "x", "y").status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.mknod(bad, "x", 7).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.remove(bad, "x").status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.rmdir(bad, "x").status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.rename(bad, "x", root, "y").status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.link(bad, root, "x").status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.readdir(bad, 0, 4096).status()).isEqualTo(NFS3ERR_BADHANDLE);
    assertThat(client.readdirplus(bad, 0, 4096, 4096).status()).isEqualTo(NFS3ERR_BADHANDLE);
  }

  @Test
  void x2_aHandleOfAnotherServerIsBad() {
    FileHandles others = new FileHandles("another-server's".getBytes(UTF_8));

    assertThat(client.getattr(others.of(WireServer.EXPORT, new FileId(3))).status())
        .isEqualTo(NFS3ERR_BADHANDLE);
  }

  @Test
  void aHandleOfAnExportThatIsNoMoreIsStale() {
    assertThat(client.getattr(server.handles().of(99, new FileId(3))).status())
        .isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void handlesOfOtherLengthsAreBad() {
    for (int length : new int[] {0, 1, 16, 32, 64}) {
      assertThat(statusOfGetattr(new byte[length])).isEqualTo(NFS3ERR_BADHANDLE);
    }
  }

  @Test
  void aHandleBeyondTheLimitIsGarbage() {
    assertThat(getattr(new byte[68]).outcome()).isEqualTo(RpcReply.Outcome.GARBAGE_ARGS);
  }

  @Test
  void aHandleSurvivesMountsBytes() {
    assertThat(FileHandle.of(ByteBuffer.wrap(root.bytes()))).isEqualTo(root);
  }

  private NfsStat3 statusOfGetattr(byte[] handle) {
    return NfsStat3.read(getattr(handle).results());
  }

  private RpcReply getattr(byte[] handle) {
    return connection.call(
        Nfs3Client.PROGRAM, Nfs3Client.VERSION, 1, AuthSys.ROOT, out -> out.writeOpaque(handle));
  }
}
