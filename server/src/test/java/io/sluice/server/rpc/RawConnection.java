package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connection on which a test writes what no proper client would.
final class RawConnection implements AutoCloseable {
  private static final int LAST = 0x8000_0000;

  private final SocketChannel channel;

  /// One whose channel may still have to be connected.
  RawConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static RawConnection to(SocketAddress server) throws IOException {
    return new RawConnection(SocketChannel.open(server));
  }

  /// A call without arguments.
  static byte[] call(int xid, int program, int version, int procedure) {
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    RpcClient.writeCall(
        new XdrWriter(bytes), xid, program, version, procedure, ServedTestProgram.ROOT);
    byte[] message = new byte[bytes.flip().remaining()];
    bytes.get(message);
    return message;
  }

  /// A call of the test program with one number; 0 is also the length of no bytes.
  static ByteBuffer call(int xid, int procedure, int argument) {
    byte[] head = call(xid, TestProgram.NUMBER, 3, procedure);
    return ByteBuffer.allocate(head.length + 4).put(head).putInt(argument).flip();
  }

  /// A call of the test program with the number 0.
  static ByteBuffer call(int xid, int procedure) {
    return call(xid, procedure, 0);
  }

  /// Sends a record of one fragment.
  void send(ByteBuffer message) throws IOException {
    int size = message.remaining();
    ByteBuffer record = ByteBuffer.allocate(4 + size).putInt(LAST | size).put(message).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  /// Sends the bytes as they are, as far as the channel takes them at once.
  void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
  }

  /// The words of the next reply.
  int[] receive() throws IOException {
    int size = read(4).getInt(0) & ~LAST;
    int[] words = new int[size / 4];
    read(size).asIntBuffer().get(words);
    return words;
  }

  private ByteBuffer read(int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      assertThat(channel.read(bytes)).as("the connection").isNotNegative();
    }
    return bytes.flip();
  }

  /// Waits until the server ends the connection.
  void assertEnds() {
    try {
      assertThat(channel.read(ByteBuffer.allocate(100))).isNegative();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
