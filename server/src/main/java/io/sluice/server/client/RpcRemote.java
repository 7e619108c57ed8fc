package io.sluice.server.client;

import io.sluice.server.rpc.Credential;
import io.sluice.server.rpc.RpcClient;
import io.sluice.server.rpc.RpcException;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/// A server over TCP.
final class RpcRemote implements Remote {
  /// The server answers within 20 s or says JUKEBOX; twice that is a server that hangs.
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private static final int PORTMAP = 100000;
  private static final int PORTMAP_PORT = 111;
  private static final int PORTMAP_VERSION = 2;
  private static final int GETPORT = 3;
  private static final int MOUNT = 100005;
  private static final int TCP = 6;

  private final RpcClient client;

  private RpcRemote(RpcClient client) {
    this.client = client;
  }

  /// Connects.
  ///
  /// @throws NfsClientException if nobody answers there
  static RpcRemote connect(String host, int port) {
    return connect(host, port, ThisUser.credential());
  }

  private static RpcRemote connect(String host, int port, Credential credential) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new NfsClientException("no host is known as " + Text.printable(host));
    }
    try {
      return new RpcRemote(RpcClient.connect(address, credential, TIMEOUT));
    } catch (IOException refused) {
      throw new NfsClientException(
          "no server answers at %s port %d (%s): is it running, and is this its port?"
              .formatted(Text.printable(host), port, refused.getMessage()));
    }
  }

  /// The MOUNT program of the server: at the same port, as ours has it, or where the port mapper of
  /// the host says.
  Remote mountProgram(String host, int port) {
    try {
      client.call(MOUNT, 3, 0, out -> {});
      return this;
    } catch (RpcException notThere) {
      return connect(host, mountPort(host, port), ThisUser.credential());
    } catch (IOException failure) {
      throw new NfsClientException(
          "the server at %s port %d does not answer: %s"
              .formatted(Text.printable(host), port, failure.getMessage()));
    }
  }

  private static int mountPort(String host, int port) {
    try (RpcRemote portmapper = connect(host, PORTMAP_PORT, new Credential.None())) {
      int found =
          portmapper.ask(
              "cannot ask for the port of MOUNT",
              PORTMAP,
              PORTMAP_VERSION,
              GETPORT,
              out -> out.writeInt(MOUNT).writeInt(3).writeInt(TCP).writeInt(0),
              XdrReader::readInt);
      if (found <= 0 || found > 0xffff) {
        throw new NfsClientException(
            "%s has no MOUNT program, neither at port %d nor in its port mapper"
                .formatted(Text.printable(host), port));
      }
      return found;
    }
  }

  @Override
  public XdrReader call(int program, int version, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    return client.call(program, version, procedure, arguments);
  }

  @Override
  public void close() {
    client.close();
  }
}
