package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_EXIST;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOENT;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RpcWireTest extends WireTest {
  private static final int XID = 0x7777_0001;

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, -1})
  void otherVersionsOfNfsAreAMismatch(int version) {
    RpcReply reply = connection.call(Nfs3Client.PROGRAM, version, 0, AuthSys.NONE, out -> {});

    assertThat(reply.outcome()).isEqualTo(RpcReply.Outcome.PROG_MISMATCH);
    assertThat(reply.rest().readInt()).isEqualTo(3);
    assertThat(reply.rest().readInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {100227, 100011, 1})
  void otherProgramsAreUnavailable(int program) {
    assertThat(connection.call(program, 3, 0, AuthSys.NONE, out -> {}).outcome())
        .isEqualTo(RpcReply.Outcome.PROG_UNAVAIL);
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 1000, -1})
  void otherProceduresAreUnavailable(int procedure) {
    assertThat(call(1, procedure, out -> {}).outcome()).isEqualTo(RpcReply.Outcome.PROC_UNAVAIL);
  }

  @Test
  void argumentsThatEndTooSoonAreGarbage() {
    for (int procedure = 1; procedure <= 21; procedure++) {
      assertThat(call(procedure, procedure, out -> out.writeInt(24)).outcome())
          .as("procedure " + procedure)
          .isEqualTo(RpcReply.Outcome.GARBAGE_ARGS);
    }
    assertThat(client.getattr(root).status()).isEqualTo(NFS3_OK);
  }

  @Test
  void aRetransmittedRemoveGetsTheStoredReply() {
    file("file", "x");
    Consumer<XdrWriter> arguments = Nfs3Client.where(root, "file");

    assertThat(status(call(XID, 12, arguments))).isEqualTo(NFS3_OK);
    assertThat(status(call(XID, 12, arguments))).isEqualTo(NFS3_OK);
    assertThat(status(call(XID + 1, 12, arguments))).isEqualTo(NFS3ERR_NOENT);
  }

  @Test
  void aRetransmittedCreateGetsTheStoredReply() {
    Consumer<XdrWriter> arguments =
        Nfs3Client.where(root, "new")
            .andThen(out -> out.writeInt(1))
            .andThen(SetAttr.NOTHING::write);

    XdrReader first = call(XID, 8, arguments).results();
    XdrReader second = call(XID, 8, arguments).results();

    assertThat(second.readFixedOpaque(second.remaining()))
        .isEqualTo(first.readFixedOpaque(first.remaining()));
    assertThat(status(call(XID + 1, 8, arguments))).isEqualTo(NFS3ERR_EXIST);
  }

  @Test
  void aRetransmittedRenameGetsTheStoredReply() {
    file("old", "x");
    Consumer<XdrWriter> arguments =
        Nfs3Client.where(root, "old").andThen(Nfs3Client.where(root, "new"));

    assertThat(status(call(XID, 14, arguments))).isEqualTo(NFS3_OK);
    assertThat(status(call(XID, 14, arguments))).isEqualTo(NFS3_OK);
    assertThat(status(call(XID + 1, 14, arguments))).isEqualTo(NFS3ERR_NOENT);
  }

  @Test
  void twoConnectionsWithOneTransactionIdDoNotShareReplies() {
    file("a", "x");
    FileHandle dir = directory("dir");
    try (RpcConnection other = new RpcConnection(server.address())) {
      assertThat(status(call(XID, 12, Nfs3Client.where(root, "a")))).isEqualTo(NFS3_OK);
      RpcReply reply =
          other.call(
              XID,
              Nfs3Client.PROGRAM,
              Nfs3Client.VERSION,
              12,
              AuthSys.ROOT,
              Nfs3Client.where(root, "a"));
      assertThat(status(reply)).isEqualTo(NFS3ERR_NOENT);
    }
    assertThat(client.getattr(dir).status()).isEqualTo(NFS3_OK);
  }

  private RpcReply call(int xid, int procedure, Consumer<XdrWriter> arguments) {
    return connection.call(
        xid, Nfs3Client.PROGRAM, Nfs3Client.VERSION, procedure, AuthSys.ROOT, arguments);
  }

  private static NfsStat3 status(RpcReply reply) {
    return NfsStat3.read(reply.results());
  }
}
