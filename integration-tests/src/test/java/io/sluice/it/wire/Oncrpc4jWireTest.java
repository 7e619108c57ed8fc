package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dcache.oncrpc4j.rpc.OncRpcClient;
import org.dcache.oncrpc4j.rpc.OncRpcException;
import org.dcache.oncrpc4j.rpc.RpcAuthTypeUnix;
import org.dcache.oncrpc4j.rpc.RpcCall;
import org.dcache.oncrpc4j.rpc.net.IpProtocolType;
import org.dcache.oncrpc4j.xdr.XdrAble;
import org.dcache.oncrpc4j.xdr.XdrDecodingStream;
import org.dcache.oncrpc4j.xdr.XdrEncodingStream;
import org.dcache.oncrpc4j.xdr.XdrVoid;
import org.junit.jupiter.api.Test;

/// A client that others wrote agrees with us about framing, credentials and the layout of `fattr3`.
final class Oncrpc4jWireTest extends WireTest {
  private static final long PATIENCE_SECONDS = 20;

  @Test
  void nullAndGetattrAnswerAClientOfOthers() throws IOException, TimeoutException {
    FileHandle file = file("file", "12345");
    Fattr3 expected = Objects.requireNonNull(client.getattr(file).attributes());
    Attributes attributes = new Attributes();

    try (OncRpcClient others =
        new OncRpcClient(
            server.address().getAddress(), IpProtocolType.TCP, server.address().getPort())) {
      RpcCall calls =
          new RpcCall(
              Nfs3Client.PROGRAM,
              Nfs3Client.VERSION,
              new RpcAuthTypeUnix(0, 0, new int[] {0, 4}, 1, "oncrpc4j"),
              others.connect());
      calls.call(0, XdrVoid.XDR_VOID, XdrVoid.XDR_VOID, PATIENCE_SECONDS, TimeUnit.SECONDS);
      calls.call(1, new Handle(file), attributes, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    assertThat(attributes.status).isZero();
    assertThat(attributes.type).isEqualTo(1);
    assertThat(attributes.mode).isEqualTo(0644);
    assertThat(attributes.size).isEqualTo(5);
    assertThat(attributes.fsid).isEqualTo(WireServer.FSID);
    assertThat(attributes.fileid).isEqualTo(expected.fileid());
    assertThat(attributes.mtimeSeconds).isEqualTo((int) expected.mtime().seconds());
  }

  private record Handle(FileHandle handle) implements XdrAble {
    @Override
    public void xdrEncode(XdrEncodingStream out) {
      out.xdrEncodeDynamicOpaque(handle.bytes());
    }

    @Override
    public void xdrDecode(XdrDecodingStream in) {
      throw new AssertionError("only arguments");
    }
  }

  private static final class Attributes implements XdrAble {
    int status;
    int type;
    int mode;
    long size;
    long fsid;
    long fileid;
    int mtimeSeconds;

    @Override
    public void xdrEncode(XdrEncodingStream out) {
      throw new AssertionError("only results");
    }

    @Override
    public void xdrDecode(XdrDecodingStream in) throws OncRpcException, IOException {
      status = in.xdrDecodeInt();
      type = in.xdrDecodeInt();
      mode = in.xdrDecodeInt();
      in.xdrDecodeOpaque(3 * 4); // nlink, uid, gid
      size = in.xdrDecodeLong();
      in.xdrDecodeOpaque(8 + 8); // used, rdev
      fsid = in.xdrDecodeLong();
      fileid = in.xdrDecodeLong();
      in.xdrDecodeOpaque(8); // atime
      mtimeSeconds = in.xdrDecodeInt();
      in.xdrDecodeOpaque(4 + 8); // the rest of mtime, ctime
    }
  }
}
