package io.sluice.it.names;

import io.sluice.server.nfs3.NfsStat3;
import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcClient;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The procedures of NFS version 3 that are about names (RFC 1813 section 3.3), and MNT.
public final class NamesClient implements AutoCloseable {
  private static final int NFS = 100003;
  private static final int MOUNT = 100005;
  private static final int VERSION = 3;
  private static final int MNT = 1;
  private static final int GETATTR = 1;
  private static final int LOOKUP = 3;
  private static final int ACCESS = 4;
  private static final int READDIRPLUS = 17;
  private static final int FSINFO = 19;

  private static final int ALL_RIGHTS = 0x3f;
  private static final int LONGEST_NAME = 255;

  /// rtmax to wtmult, before `dtpref` (RFC 1813 section 3.3.19).
  private static final int BEFORE_DTPREF = 6 * 4;

  private static final int LAST_FRAGMENT = 0x8000_0000;

  /// The xid, REPLY, accepted, an empty verifier, the accept status.
  private static final int REPLY_HEAD = 6 * 4;

  /// One page of a directory.
  ///
  /// @param cookie where the next page begins
  record Page(List<Listed> entries, long cookie, long verifier, boolean end) {}

  private final SocketChannel channel;
  private final Credential credential;
  private final Runnable afterEachCall;
  private final ByteBuffer call = ByteBuffer.allocateDirect(4096);
  private ByteBuffer reply = ByteBuffer.allocateDirect(2 << 20);
  private int xid;
  private long calls;

  /// Connects.
  ///
  /// @param afterEachCall for a test whose clock goes on with the calls
  public NamesClient(InetSocketAddress server, Credential credential, Runnable afterEachCall)
      throws IOException {
    this.credential = credential;
    this.afterEachCall = afterEachCall;
    this.channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /// How many calls there were.
  public long calls() {
    return calls;
  }

  /// The root of an export.
  Handle mount(String export) {
    XdrReader in = results(MOUNT, MNT, out -> out.writeString(export));
    require(in, "MNT of " + export);
    return Handle.read(in);
  }

  /// The size of a page that the server likes best.
  int preferredPage(Handle root) {
    XdrReader in = results(NFS, FSINFO, root::write);
    require(in, "FSINFO");
    Attributes.skipOptional(in);
    in.readFixedOpaque(BEFORE_DTPREF);
    return in.readInt();
  }

  /// Whether it is a directory.
  boolean getattr(Handle handle) {
    XdrReader in = results(NFS, GETATTR, handle::write);
    require(in, "GETATTR");
    return Attributes.readIsDirectory(in);
  }

  void access(Handle handle) {
    require(results(NFS, ACCESS, out -> handle.write(out).writeInt(ALL_RIGHTS)), "ACCESS");
  }

  /// The name in a directory, or null if it is absent.
  @Nullable Listed lookup(Handle directory, String name) {
    XdrReader in = results(NFS, LOOKUP, out -> directory.write(out).writeString(name));
    NfsStat3 status = NfsStat3.read(in);
    if (status == NfsStat3.NFS3ERR_NOENT) {
      return null;
    }
    requireOk(status, "LOOKUP of " + name);
    Handle handle = Handle.read(in);
    boolean isDirectory = in.readBool() ? Attributes.readIsDirectory(in) : getattr(handle);
    return new Listed(name, handle, isDirectory);
  }

  Page readdirplus(Handle directory, long cookie, long verifier, int size) {
    XdrReader in =
        results(
            NFS,
            READDIRPLUS,
            out ->
                directory
                    .write(out)
                    .writeLong(cookie)
                    .writeLong(verifier)
                    .writeInt(size)
                    .writeInt(size));
    require(in, "READDIRPLUS");
    Attributes.skipOptional(in);
    long newVerifier = in.readLong();
    List<Listed> entries = new ArrayList<>();
    long last = cookie;
    while (in.readBool()) {
      in.readLong(); // fileid
      String name = in.readString(LONGEST_NAME);
      last = in.readLong();
      boolean isDirectory = in.readBool() && Attributes.readIsDirectory(in);
      Handle handle = in.readBool() ? Handle.read(in) : null;
      if (!name.equals(".") && !name.equals("..")) {
        entries.add(entry(name, handle, isDirectory));
      }
    }
    return new Page(entries, last, newVerifier, in.readBool());
  }

  /// An entry as the page gives it. A client would have to look up what came without a handle.
  private static Listed entry(String name, @Nullable Handle handle, boolean isDirectory) {
    if (handle == null) {
      throw new IllegalStateException(name + " came without a handle");
    }
    return new Listed(name, handle, isDirectory);
  }

  private static void require(XdrReader in, String what) {
    requireOk(NfsStat3.read(in), what);
  }

  private static void requireOk(NfsStat3 status, String what) {
    if (status != NfsStat3.NFS3_OK) {
      throw new IllegalStateException(what + ": " + status);
    }
  }

  private XdrReader results(int program, int procedure, Consumer<XdrWriter> arguments) {
    try {
      xid++;
      calls++;
      XdrWriter out = new XdrWriter(call.clear().position(4));
      RpcClient.writeCall(out, xid, program, VERSION, procedure, credential);
      arguments.accept(out);
      call.flip().putInt(0, LAST_FRAGMENT | (call.limit() - 4));
      while (call.hasRemaining()) {
        channel.write(call);
      }
      receive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    afterEachCall.run();
    return new XdrReader(reply);
  }

  /// Leaves the reply at its results.
  private void receive() throws IOException {
    fill(4);
    int mark = reply.getInt(0);
    int length = mark & ~LAST_FRAGMENT;
    if (mark >= 0) {
      throw new IOException("a reply in several fragments");
    }
    if (length > reply.capacity()) {
      reply = ByteBuffer.allocateDirect(length);
    }
    fill(length);
    if (reply.getInt(0) != xid || reply.getInt(8) != 0 || reply.getInt(20) != 0) {
      throw new IOException("the call was refused");
    }
    reply.position(REPLY_HEAD);
  }

  private void fill(int count) throws IOException {
    reply.clear().limit(count);
    while (reply.hasRemaining()) {
      if (channel.read(reply) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    reply.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
