package io.sluice.it.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// What the sockets alone can do: a server that reads as many bytes as a request has and answers
/// with as many as the reply has, a thread for each connection. It knows nothing of RPC, and its
/// answer is the same stored one every time.
final class BareExchange implements AutoCloseable {
  /// Room for a burst of small requests.
  private static final int BURST = 64 << 10;

  private final ServerSocketChannel listener;
  private final Workload workload;
  private final ByteBuffer reply;
  private final boolean copies;

  /// @param reply a whole reply record, as the real server sent it
  /// @param copies whether every payload is copied once from or to an array, as a file system in
  ///   memory has to
  BareExchange(Workload workload, ByteBuffer reply, boolean copies) throws IOException {
    this.workload = workload;
    this.reply = reply;
    this.copies = copies;
    this.listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().name("bare-accept").daemon().start(this::acceptAll);
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listener.getLocalAddress();
  }

  private void acceptAll() {
    while (listener.isOpen()) {
      try {
        SocketChannel channel = listener.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread.ofPlatform().name("bare-connection").daemon().start(() -> serve(channel));
      } catch (IOException e) {
        return; // it was closed
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      int size = workload.requestBytes();
      ByteBuffer requests = ByteBuffer.allocateDirect(Math.max(1, BURST / size) * size);
      ByteBuffer[] answers = answers(requests.capacity() / size);
      CopiedFile file = new CopiedFile(copies ? workload.payloadBytes() : 0);
      while (true) {
        int count = receive(channel, requests);
        if (!workload.isRead()) {
          file.write(requests);
        }
        requests.flip().position(count * size);
        requests.compact();
        answer(channel, answers, count, file);
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  /// The head and the payload of a reply apart, as a server has them, or many small replies side by
  /// side.
  private ByteBuffer[] answers(int most) {
    int payload = workload.isRead() ? workload.payloadBytes() : 0;
    int head = reply.capacity() - payload;
    ByteBuffer heads = ByteBuffer.allocateDirect(most * head);
    for (int i = 0; i < most; i++) {
      heads.put(i * head, reply, 0, head);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(payload);
    bytes.put(0, reply, head, payload);
    return new ByteBuffer[] {heads, bytes};
  }

  private int receive(SocketChannel channel, ByteBuffer requests) throws IOException {
    do {
      if (channel.read(requests) < 0) {
        throw new EOFException();
      }
    } while (requests.position() < workload.requestBytes());
    return requests.position() / workload.requestBytes();
  }

  /// One gathering write for a burst of small answers; one for each large one.
  private void answer(SocketChannel channel, ByteBuffer[] answers, int count, CopiedFile file)
      throws IOException {
    ByteBuffer heads = answers[0];
    ByteBuffer payload = answers[1];
    if (!workload.isRead()) {
      heads.position(0).limit(count * reply.capacity());
      send(channel, answers);
      return;
    }
    for (int i = 0; i < count; i++) {
      file.read(payload);
      heads.position(0).limit(reply.capacity() - payload.capacity());
      payload.clear();
      send(channel, answers);
    }
  }

  private static void send(SocketChannel channel, ByteBuffer[] answers) throws IOException {
    while (answers[0].hasRemaining() || answers[1].hasRemaining()) {
      channel.write(answers);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
