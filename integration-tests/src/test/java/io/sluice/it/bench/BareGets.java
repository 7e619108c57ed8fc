package io.sluice.it.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What any server must do at least that gets from S3 what one connection wants, as a process of
/// its own: ranged GETs by plain sockets, several at a time, and one thread that passes on what
/// came. No NFS, no checksum, no signature, no TLS, nothing fetched ahead or kept. `BareGets
/// ENDPOINT FETCHERS LARGEST_BODY`
///
/// It is asked by `int number, UTF target, long offset, int length`, and answers in any order by
/// `int number, int length, bytes`.
final class BareGets {
  private static final int LISTEN_BACKLOG = 1;
  private static final int ANSWER_HEAD = 2 * Integer.BYTES;

  private record Asked(int number, String target, long offset, int length) {}

  /// A body that came, in a buffer that goes back to the pool.
  private record Came(int number, ByteBuffer bytes) {}

  private final BlockingQueue<ByteBuffer> pool = new LinkedBlockingQueue<>();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Came> came;
  private final SocketChannel load;

  private BareGets(URI endpoint, int fetchers, int largest, SocketChannel load) throws IOException {
    this.load = load;
    this.came = new ArrayBlockingQueue<>(2 * fetchers);
    for (int i = 0; i < 2 * fetchers; i++) {
      pool.add(ByteBuffer.allocateDirect(largest));
    }
    for (int i = 0; i < fetchers; i++) {
      BareConnection connection = new BareConnection(endpoint);
      Thread.ofPlatform().daemon().name("fetcher").start(() -> fetch(connection));
    }
    Thread.ofPlatform().daemon().name("passer").start(this::passOn);
  }

  /// Runs until the connection ends.
  public static void main(String[] arguments) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LISTEN_BACKLOG);
      System.out.println("ready " + ((InetSocketAddress) server.getLocalAddress()).getPort());
      SocketChannel load = server.accept();
      load.setOption(StandardSocketOptions.TCP_NODELAY, true);
      int fetchers = Integer.parseInt(arguments[1]);
      int largest = Integer.parseInt(arguments[2]);
      new BareGets(URI.create(arguments[0]), fetchers, largest, load).takeRequests();
    }
  }

  private void takeRequests() throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(load)));
    while (true) {
      asked.add(new Asked(in.readInt(), in.readUTF(), in.readLong(), in.readInt()));
    }
  }

  private void fetch(BareConnection connection) {
    try {
      while (true) {
        Asked request = asked.take();
        ByteBuffer bytes = pool.take().clear().limit(request.length());
        connection.get(request.target(), request.offset(), bytes);
        came.put(new Came(request.number(), bytes.flip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void passOn() {
    ByteBuffer head = ByteBuffer.allocateDirect(ANSWER_HEAD);
    try {
      while (true) {
        Came body = came.take();
        head.clear().putInt(body.number()).putInt(body.bytes().remaining()).flip();
        ByteBuffer[] both = {head, body.bytes()};
        while (body.bytes().hasRemaining()) {
          load.write(both);
        }
        pool.add(body.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
