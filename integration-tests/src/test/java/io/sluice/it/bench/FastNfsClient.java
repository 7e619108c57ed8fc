package io.sluice.it.bench;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One connection that keeps a fixed number of calls outstanding: as many as have been answered are
/// asked again, with one write. Allocates nothing while it runs. It looks at the size and the
/// status of every reply, not at its xid or its bytes.
final class FastNfsClient implements AutoCloseable {
  /// Room for a burst of small replies.
  private static final int BURST = 64 << 10;

  private static final int LAST_FRAGMENT = 0x8000_0000;

  /// Where the accept status stands in a reply record, with the status of NFS behind it.
  private static final int STATUS = 24;

  /// What a run came to.
  ///
  /// @param cpuNanos what the client's own thread used
  record Load(long calls, long nanos, long cpuNanos) {}

  private final Workload workload;
  private final SocketChannel channel;
  private final ByteBuffer requests;
  private final ByteBuffer replies;
  private int nextSlot;
  private int nextXid;

  FastNfsClient(InetSocketAddress server, Workload workload) throws IOException {
    this.workload = workload;
    this.requests = ByteBuffer.allocateDirect(workload.requests().capacity());
    requests.put(0, workload.requests(), 0, requests.capacity());
    int most = Math.max(1, BURST / workload.replyBytes());
    this.replies = ByteBuffer.allocateDirect(most * workload.replyBytes());
    this.channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /// Asks for so long, and waits for the last replies.
  Load run(long nanos) throws IOException {
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long start = System.nanoTime();
    send(workload.depth());
    long calls = 0;
    while (System.nanoTime() - start < nanos) {
      int answered = receive();
      calls += answered;
      send(answered);
    }
    for (int outstanding = workload.depth(); outstanding > 0; ) {
      int answered = receive();
      outstanding -= answered;
      calls += answered;
    }
    long end = System.nanoTime();
    return new Load(
        calls, end - start, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu);
  }

  /// One whole reply record to a single call, as the server sent it.
  ByteBuffer sample() throws IOException {
    sendSlots(0, 1);
    while (replies.position() < workload.replyBytes()) {
      readSome();
    }
    check(0);
    ByteBuffer sample = ByteBuffer.allocateDirect(workload.replyBytes());
    sample.put(replies.flip()).flip();
    replies.clear();
    return sample;
  }

  private void send(int count) throws IOException {
    int untilEnd = Math.min(count, workload.depth() - nextSlot);
    sendSlots(nextSlot, untilEnd);
    sendSlots(0, count - untilEnd);
    nextSlot = (nextSlot + count) % workload.depth();
  }

  private void sendSlots(int first, int count) throws IOException {
    int size = workload.requestBytes();
    requests.clear();
    for (int slot = first; slot < first + count; slot++) {
      requests.putInt(slot * size + 4, nextXid++);
    }
    requests.limit((first + count) * size).position(first * size);
    while (requests.hasRemaining()) {
      channel.write(requests);
    }
  }

  /// Waits for at least one whole reply and takes all that are there.
  private int receive() throws IOException {
    int size = workload.replyBytes();
    do {
      readSome();
    } while (replies.position() < size);
    int count = replies.position() / size;
    for (int i = 0; i < count; i++) {
      check(i * size);
    }
    replies.flip().position(count * size);
    replies.compact();
    return count;
  }

  private void readSome() throws IOException {
    if (channel.read(replies) < 0) {
      throw new EOFException("the server closed the connection");
    }
  }

  private void check(int at) throws IOException {
    int mark = LAST_FRAGMENT | (workload.replyBytes() - 4);
    if (replies.getInt(at) != mark || replies.getLong(at + STATUS) != 0) {
      throw new IOException(workload.name() + " failed");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
