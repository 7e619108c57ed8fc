package io.sluice.server.nfs3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.WouldWait;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class OnHandleTest {
  private static final int GETATTR = 1;
  private static final int EXPORT = 7;

  /// Its only export is not open, and cannot be opened.
  private static final class Closed implements Exports {
    @Override
    public Export byId(int id) {
      throw new VfsException(VfsError.BUSY, "the disk is full");
    }

    @Override
    public boolean isAtHand(int id) {
      return id != EXPORT;
    }
  }

  private final FileHandles handles = new FileHandles("0123456789abcdef".getBytes(UTF_8));
  private final Nfs3Program nfs = new Nfs3Program(handles, new Closed());

  @Test
  void anExportIsNotOpenedWhereNothingMayWait() {
    assertThatThrownBy(() -> status(Patience.AT_HAND)).isSameAs(WouldWait.INSTANCE);
  }

  @Test
  void aCallOfAnExportThatCannotBeOpenedIsToComeAgain() {
    assertThat(status(Patience.MAY_WAIT)).isEqualTo(NfsStat3.NFS3ERR_JUKEBOX.code());
  }

  private int status(Patience patience) {
    return status(requireNonNull(nfs.procedure(3, GETATTR)), patience);
  }

  private <A> int status(Procedure<A> procedure, Patience patience) {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 700);
    Caller caller = new Caller(new Credential.None(), here, here, Caller.Transport.TCP, 1);
    ByteBuffer in = ByteBuffer.allocate(100);
    handles.of(EXPORT, new FileId(3)).write(new XdrWriter(in));
    ByteBuffer out = ByteBuffer.allocate(Procedure.SMALL_REPLY);
    procedure
        .call(procedure.decode(new XdrReader(in.flip())), caller, patience)
        .encode(new XdrWriter(out));
    return out.getInt(0);
  }
}
