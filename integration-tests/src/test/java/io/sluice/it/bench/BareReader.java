package io.sluice.it.bench;

import io.sluice.it.fake.ReadTrees.Shape;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.it.kernel.ProcessUsage;
import io.sluice.it.kernel.ServerProcess;
import io.sluice.it.reading.KnownFile;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Wants from [BareGets] over one connection what a row is about, and compares every byte as it
/// comes.
final class BareReader implements AutoCloseable {
  /// As large as Sluice's ranged GETs are where a file is read to its end.
  private static final int RANGE = 8 << 20;

  /// GETs at a time for one reader, as many as Sluice sends.
  private static final int FETCHERS = 16;

  /// Of several readers: more only take the processor from each other.
  private static final int MOST_FETCHERS = 32;

  private static final int HEAD = 2 * Integer.BYTES;
  private static final Duration START = Duration.ofMinutes(1);

  /// A range of an object that is wanted.
  private record Wanted(String key, long offset, int length) {}

  private final ServerProcess process;
  private final SocketChannel channel;
  private final int underWay;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(ReadWork.LARGEST);
  private final Map<Integer, Wanted> waiting = new HashMap<>();
  private int number;

  private BareReader(ServerProcess process, SocketChannel channel, int underWay) {
    this.process = process;
    this.channel = channel;
    this.underWay = underWay;
  }

  static BareReader start(ReadWork work, String endpoint, Path logs)
      throws IOException, InterruptedException {
    int fetchers =
        work.isStream() ? Math.min(FETCHERS * work.callers(), MOST_FETCHERS) : work.callers();
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:MaxDirectMemorySize=1g",
            "-cp",
            System.getProperty("java.class.path"),
            BareGets.class.getName(),
            endpoint,
            Integer.toString(fetchers),
            Integer.toString(work.isStream() ? RANGE : ReadWork.LARGEST));
    ServerProcess process = ServerProcess.start("bare", new ProcessBuilder(command), logs);
    int port = Integer.parseInt(process.awaitReady(START).substring("ready ".length()));
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    // a fetcher of a stream finds its next range waiting, as nobody else wants it
    return new BareReader(process, channel, work.isStream() ? 2 * fetchers : fetchers);
  }

  /// Everything that the row is about.
  void read(ReadWork work, String edition) throws IOException {
    for (Wanted wanted : wanted(work, edition)) {
      await(work, underWay - 1);
      ask(wanted);
    }
    await(work, 0);
  }

  /// Of several streams, the next range of each in turn.
  private static List<Wanted> wanted(ReadWork work, String edition) {
    String directory = work.shape().directory(edition) + "/";
    List<Wanted> wanted = new ArrayList<>();
    for (ReadWork.Piece one : work.pieces(edition)) {
      wanted.add(new Wanted(directory + Shape.file(one.file()), one.offset(), one.length()));
    }
    for (long at = 0; work.isStream() && at < work.shape().size(); at += RANGE) {
      for (int file = 1; file <= work.callers(); file++) {
        wanted.add(new Wanted(directory + Shape.file(file), at, RANGE));
      }
    }
    return wanted;
  }

  private void ask(Wanted wanted) throws IOException {
    byte[] target = ("/bucket/" + wanted.key()).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(target.length + 64);
    request.putInt(++number).putShort((short) target.length).put(target);
    request.putLong(wanted.offset()).putInt(wanted.length()).flip();
    waiting.put(number, wanted);
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  private void await(ReadWork work, int most) throws IOException {
    while (waiting.size() > most) {
      ByteBuffer head = fill(HEAD);
      Wanted wanted = waiting.remove(head.getInt());
      int length = head.getInt();
      if (wanted == null || length != wanted.length()) {
        throw new IOException("something else came than was asked for");
      }
      SyntheticBody body = SyntheticBody.of(wanted.key(), 0, work.shape().size());
      for (int at = 0; at < length; at += ReadWork.LARGEST) {
        ByteBuffer bytes = fill(Math.min(ReadWork.LARGEST, length - at));
        if (KnownFile.mismatch(body, wanted.offset() + at, bytes) >= 0) {
          throw new IOException("wrong bytes of " + wanted);
        }
      }
    }
  }

  private ByteBuffer fill(int count) throws IOException {
    piece.clear().limit(count);
    while (piece.hasRemaining()) {
      if (channel.read(piece) < 0) {
        throw new EOFException("the bare client ended: " + process.log());
      }
    }
    return piece.flip();
  }

  ProcessUsage usage() throws IOException {
    return ProcessUsage.of(process.pid());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    process.stop();
  }
}
