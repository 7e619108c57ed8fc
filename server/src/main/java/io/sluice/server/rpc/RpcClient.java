package io.sluice.server.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A client of ONC RPC over one TCP connection. Any number of threads may call at the same time;
/// replies find their calls by transaction id. For the small NFS client and for tests: it allocates
/// a buffer for each reply.
public final class RpcClient implements AutoCloseable {
  private static final int LARGEST_CALL = RpcLimits.RECORD;
  private static final int LARGEST_REPLY = 4 << 20;
  private static final int LAST_FRAGMENT = 0x8000_0000;
  private static final int CONNECT_MILLIS = 5_000;

  private final SocketChannel channel;
  private final Credential credential;
  private final Duration timeout;
  private final AtomicInteger xids = new AtomicInteger((int) System.nanoTime());
  private final ReentrantLock sending = new ReentrantLock();

  /// Where calls are encoded; guarded by [#sending].
  private final ByteBuffer scratch = ByteBuffer.allocate(LARGEST_CALL);

  private final Map<Integer, CompletableFuture<ByteBuffer>> waiting = new ConcurrentHashMap<>();

  private RpcClient(SocketChannel channel, Credential credential, Duration timeout) {
    this.channel = channel;
    this.credential = credential;
    this.timeout = timeout;
  }

  /// Connects, from a privileged port if this process may use one, as servers like to see it.
  ///
  /// @param timeout for each call
  /// @throws IOException if nobody answers there
  public static RpcClient connect(
      InetSocketAddress address, Credential credential, Duration timeout) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      bindPrivileged(channel, address.getAddress());
      channel.socket().connect(address, CONNECT_MILLIS);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    RpcClient client = new RpcClient(channel, credential, timeout);
    Thread.ofPlatform().name("rpc-client").daemon().start(client::readReplies);
    return client;
  }

  private static void bindPrivileged(SocketChannel channel, InetAddress to) throws IOException {
    for (int port = 1023; port > 900; port--) {
      try {
        channel.bind(new InetSocketAddress(to.isLoopbackAddress() ? to : null, port));
        return;
      } catch (SocketException e) {
        if (e.getMessage() != null && e.getMessage().contains("ermission")) {
          return;
        }
      }
    }
  }

  /// Calls and waits for the results.
  ///
  /// @param arguments writes the arguments
  /// @return the results, ready to be read
  /// @throws RpcException if the server did not do the call
  public XdrReader call(int program, int version, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    return await(send(program, version, procedure, arguments));
  }

  /// Waits for a call that was sent.
  ///
  /// @return the results, ready to be read
  /// @throws RpcException if the server did not do the call
  public XdrReader await(CompletableFuture<ByteBuffer> reply) throws IOException {
    try {
      return results(reply.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IOException("no reply within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("the server closed the connection", e.getCause());
    }
  }

  /// Sends a call; its whole reply message, from the xid on, comes later.
  public CompletableFuture<ByteBuffer> send(
      int program, int version, int procedure, Consumer<XdrWriter> arguments) throws IOException {
    int xid = xids.incrementAndGet();
    sending.lock();
    try {
      XdrWriter out = new XdrWriter(scratch.clear());
      writeCall(out, xid, program, version, procedure, credential);
      arguments.accept(out);
      return send(xid, scratch.flip());
    } finally {
      sending.unlock();
    }
  }

  /// Sends a message that was made elsewhere, as one record.
  public CompletableFuture<ByteBuffer> send(int xid, ByteBuffer message) throws IOException {
    CompletableFuture<ByteBuffer> reply = new CompletableFuture<>();
    waiting.put(xid, reply);
    ByteBuffer mark = ByteBuffer.allocate(4).putInt(LAST_FRAGMENT | message.remaining()).flip();
    sendRaw(mark, message);
    if (!channel.isOpen()) {
      reply.completeExceptionally(new EOFException());
    }
    return reply;
  }

  /// Sends bytes as they are.
  public void sendRaw(ByteBuffer... bytes) throws IOException {
    sending.lock();
    try {
      while (bytes[bytes.length - 1].hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      sending.unlock();
    }
  }

  /// Writes the head of a call (RFC 5531 section 9).
  public static void writeCall(
      XdrWriter out, int xid, int program, int version, int procedure, Credential credential) {
    out.writeInt(xid)
        .writeInt(0)
        .writeInt(2)
        .writeInt(program)
        .writeInt(version)
        .writeInt(procedure);
    switch (credential) {
      case Credential.None _ -> out.writeInt(0).writeInt(0);
      case Credential.Sys sys -> {
        ByteBuffer body = ByteBuffer.allocate(1024);
        XdrWriter writer = new XdrWriter(body).writeInt(0).writeString(sys.machine());
        writer.writeInt((int) sys.uid()).writeInt((int) sys.gid()).writeInt(sys.gids().size());
        sys.gids().forEach(gid -> writer.writeInt(gid.intValue()));
        byte[] bytes = new byte[body.flip().remaining()];
        body.get(bytes);
        out.writeInt(1).writeOpaque(bytes);
      }
    }
    out.writeInt(0).writeInt(0);
  }

  /// The results in a reply message.
  ///
  /// @throws RpcException if it says that the call was not done
  public static XdrReader results(ByteBuffer message) throws RpcException {
    XdrReader in = new XdrReader(message);
    in.readInt();
    if (in.readInt() != 1) {
      throw new RpcException("what came is not a reply");
    }
    if (in.readInt() != 0) {
      throw new RpcException(
          in.readInt() == 0
              ? "another version of RPC is wanted"
              : "the credential was refused: " + authStatus(in.readInt()));
    }
    in.readInt();
    in.readOpaqueView(400);
    int status = in.readInt();
    if (status != 0) {
      throw new RpcException("the call was not done: " + acceptStatus(status));
    }
    return in;
  }

  private static String acceptStatus(int number) {
    for (AcceptStatus status : AcceptStatus.values()) {
      if (status.number() == number) {
        return status.name();
      }
    }
    return "status " + number;
  }

  private static String authStatus(int number) {
    return number == AuthStatus.TOO_WEAK.number()
        ? "only privileged ports may call"
        : "auth_stat " + number;
  }

  private void readReplies() {
    try {
      while (true) {
        ByteBuffer mark = read(4);
        ByteBuffer reply = read(checked(mark.getInt()));
        CompletableFuture<ByteBuffer> call = waiting.remove(reply.getInt(0));
        if (call != null) {
          call.complete(reply);
        }
      }
    } catch (IOException e) {
      close();
      waiting.values().forEach(call -> call.completeExceptionally(e));
    }
  }

  private static int checked(int mark) throws IOException {
    int length = mark & ~LAST_FRAGMENT;
    if ((mark & LAST_FRAGMENT) == 0 || length > LARGEST_REPLY || length < 4) {
      throw new RpcException("a reply of " + length + " bytes");
    }
    return length;
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    return bytes.flip();
  }

  /// Whether the connection is still there as far as is known.
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no use any more either way
    }
  }
}
