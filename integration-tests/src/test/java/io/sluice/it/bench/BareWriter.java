package io.sluice.it.bench;

import io.sluice.it.kernel.ProcessUsage;
import io.sluice.it.kernel.ServerProcess;
import io.sluice.vfs.s3.Crc32c;
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
import java.util.List;

/// Gives the files to [BarePuts] over one connection.
final class BareWriter implements AutoCloseable {
  /// As large as Sluice's parts are at the beginning of a file.
  private static final int PART = 8 << 20;

  private static final int HEAD = 3 * Integer.BYTES;
  private static final Duration START = Duration.ofMinutes(1);

  private final ServerProcess process;
  private final SocketChannel channel;

  private BareWriter(ServerProcess process, SocketChannel channel) {
    this.process = process;
    this.channel = channel;
  }

  /// @param senders connections to S3
  /// @param isLarge whether files go in parts
  static BareWriter start(String endpoint, int senders, boolean isLarge, Path logs)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:MaxDirectMemorySize=1g",
            "-cp",
            System.getProperty("java.class.path"),
            BarePuts.class.getName(),
            endpoint,
            Integer.toString(senders),
            Integer.toString(isLarge ? PART : WrittenBytes.BLOCK));
    ServerProcess process = ServerProcess.start("bare", new ProcessBuilder(command), logs);
    int port = Integer.parseInt(process.awaitReady(START).substring("ready ".length()));
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new BareWriter(process, channel);
  }

  /// The checksums of the parts of a file, which are not part of the work.
  static Crc32c[] checksums(long first, long size) {
    Crc32c[] checksums = new Crc32c[(int) (size / PART)];
    for (int part = 0; part < checksums.length; part++) {
      checksums[part] = WrittenBytes.crc32c(first + (long) part * PART / WrittenBytes.BLOCK, PART);
    }
    return checksums;
  }

  /// One file in parts.
  void copyLarge(String key, long first, Crc32c[] checksums) throws IOException {
    ByteBuffer block = WrittenBytes.noise(0, WrittenBytes.BLOCK);
    begin(key, true);
    long number = first;
    for (int part = 0; part < checksums.length; part++) {
      send(head(part + 1, checksums[part].value(), PART));
      for (int at = 0; at < PART; at += WrittenBytes.BLOCK) {
        WrittenBytes.number(block, 0, number++);
        send(block.clear());
      }
    }
    send(head(0, 0, 0));
    while (confirmed() != 0) {
      // a part; the end comes when all are there
    }
  }

  /// Files of one PUT each, with so many under way.
  void copySmall(String prefix, long first, int size, int count, int writers) throws IOException {
    ByteBuffer file = LinuxWriter.room(size);
    int before = file.capacity() - size;
    begin(prefix, false);
    for (int number = 1; number <= count; number++) {
      if (number > writers) {
        confirmed();
      }
      WrittenBytes.number(file, before, first + number);
      int crc32c = Crc32c.of(file.clear().position(before)).value();
      file.position(before - HEAD).put(head(number, crc32c, size)).position(before - HEAD);
      send(file);
    }
    send(head(0, 0, 0));
    while (confirmed() != 0) {
      // one of the last files
    }
  }

  private void begin(String key, boolean inParts) throws IOException {
    byte[] name = key.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer beginning = ByteBuffer.allocate(Short.BYTES + name.length + 1);
    send(beginning.putShort((short) name.length).put(name).put((byte) (inParts ? 1 : 0)).flip());
  }

  private static ByteBuffer head(int number, int crc32c, int length) {
    return ByteBuffer.allocate(HEAD).putInt(number).putInt(crc32c).putInt(length).flip();
  }

  private void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private int confirmed() throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    while (number.hasRemaining()) {
      if (channel.read(number) < 0) {
        throw new EOFException("the bare client ended: " + process.log());
      }
    }
    return number.flip().getInt();
  }

  ProcessUsage usage() throws IOException {
    return ProcessUsage.of(process.pid());
  }

  @Override
  public void close() {
    process.stop();
  }
}
