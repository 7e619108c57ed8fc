package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;

/// What a broken or hostile client may send. Each method is one such client from its connection to
/// its end; those that the server has to answer check the answer.
final class Attacks {
  private static final int LAST_FRAGMENT = 1 << 31;
  private static final int MOST_FRAGMENTS = 64;
  private static final int TRANSFER = 1 << 20;
  private static final int READ = 6;

  private final InetSocketAddress server;

  Attacks(InetSocketAddress server) {
    this.server = server;
  }

  /// A fragment that claims 2 GiB, and 32 MiB of junk as long as somebody takes it.
  void markOfTwoGigabytes(int mark) throws IOException {
    try (SocketChannel channel = SocketChannel.open(server)) {
      ByteBuffer junk = ByteBuffer.allocateDirect(TRANSFER);
      writeWhileTaken(channel, ByteBuffer.allocate(4).putInt(mark).flip());
      for (int i = 0; i < 32; i++) {
        writeWhileTaken(channel, junk.clear());
      }
      assertEnds(channel);
    }
  }

  /// One fragment more than a record may have.
  void tooManyFragments() throws IOException {
    try (SocketChannel channel = SocketChannel.open(server)) {
      writeWhileTaken(channel, ByteBuffer.allocate((MOST_FRAGMENTS + 1) * 4));
      assertEnds(channel);
    }
  }

  /// NULL in fragments of one byte; answered.
  void fragmentsOfOneByte(int calls) throws IOException {
    try (SocketChannel channel = SocketChannel.open(server)) {
      for (int xid = 1; xid <= calls; xid++) {
        ByteBuffer call = call(xid, Nfs3Client.PROGRAM, 0, AuthSys.NONE);
        while (call.hasRemaining()) {
          int mark = 1 | (call.remaining() == 1 ? LAST_FRAGMENT : 0);
          channel.write(ByteBuffer.allocate(5).putInt(mark).put(call.get()).flip());
        }
        assertThat(reply(channel)).containsExactly(xid, 1, 0, 0, 0, 0);
      }
    }
  }

  /// A credential of 2^31 groups; denied.
  void groupsWithoutEnd(int calls) throws IOException {
    try (SocketChannel channel = SocketChannel.open(server)) {
      for (int xid = 1; xid <= calls; xid++) {
        ByteBuffer call = call(xid, Nfs3Client.PROGRAM, 1, AuthSys.ROOT);
        // the credential ends before the 8 bytes of the verifier
        call.putInt(call.limit() - 12, 1 << 31);
        record(channel, call);
        // REPLY, denied, AUTH_ERROR, AUTH_BADCRED
        assertThat(reply(channel)).containsExactly(xid, 1, 1, 1, 1);
      }
    }
  }

  /// Connections that send anything at all.
  void garbage(int connections, long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < connections; i++) {
      byte[] bytes = new byte[random.nextInt(100_000)];
      random.nextBytes(bytes);
      ByteBuffer sent = ByteBuffer.allocate(4 + bytes.length);
      int mark = random.nextBoolean() ? LAST_FRAGMENT | bytes.length : random.nextInt();
      try (SocketChannel channel = SocketChannel.open(server)) {
        writeWhileTaken(channel, sent.putInt(mark).put(bytes).flip());
      }
    }
  }

  /// Programs and versions that nobody has; each is answered by its name.
  void unknownProgramsAndVersions(int rounds) {
    try (RpcConnection connection = new RpcConnection(server)) {
      for (int i = 0; i < rounds; i++) {
        assertThat(connection.call(200_000 + i, 3, 1, AuthSys.ROOT, out -> {}).outcome())
            .isEqualTo(RpcReply.Outcome.PROG_UNAVAIL);
        assertThat(connection.call(Nfs3Client.PROGRAM, 4 + i, 1, AuthSys.ROOT, out -> {}).outcome())
            .isEqualTo(RpcReply.Outcome.PROG_MISMATCH);
      }
    }
  }

  /// The first half of a large record, and nothing more until the channel is closed elsewhere.
  void halfARecord(SocketChannel channel) {
    ByteBuffer half = ByteBuffer.allocate(TRANSFER / 2).putInt(0, LAST_FRAGMENT | TRANSFER);
    writeWhileTaken(channel, half);
  }

  /// 10,000 READs of 1 MiB whose replies nobody takes. Ends when the server has all of them, or has
  /// had enough, or the channel is closed elsewhere.
  void unreadReads(SocketChannel channel, FileHandle file) {
    for (int i = 0; i < 10_000; i++) {
      ByteBuffer message = ByteBuffer.allocate(400);
      long offset = (long) i % 1000 * TRANSFER;
      RpcMessage.writeCall(
          new XdrWriter(message),
          i,
          Nfs3Client.PROGRAM,
          Nfs3Client.VERSION,
          READ,
          AuthSys.ROOT,
          out -> {
            file.write(out);
            out.writeLong(offset).writeInt(TRANSFER);
          });
      record(channel, message.flip());
    }
  }

  private static ByteBuffer call(int xid, int program, int procedure, AuthSys as) {
    ByteBuffer message = ByteBuffer.allocate(200);
    RpcMessage.writeCall(
        new XdrWriter(message), xid, program, Nfs3Client.VERSION, procedure, as, out -> {});
    return message.flip();
  }

  private static void record(SocketChannel channel, ByteBuffer message) {
    ByteBuffer record = ByteBuffer.allocate(4 + message.remaining());
    writeWhileTaken(
        channel, record.putInt(LAST_FRAGMENT | message.remaining()).put(message).flip());
  }

  /// Writes; that the server has closed the connection is as good.
  private static void writeWhileTaken(SocketChannel channel, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      bytes.position(bytes.limit());
    }
  }

  private static int[] reply(SocketChannel channel) throws IOException {
    ByteBuffer mark = read(channel, 4);
    ByteBuffer message = read(channel, mark.getInt() & ~LAST_FRAGMENT);
    int[] words = new int[message.remaining() / 4];
    message.asIntBuffer().get(words);
    return words;
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      assertThat(channel.read(bytes)).as("the connection goes on").isNotNegative();
    }
    return bytes.flip();
  }

  private static void assertEnds(SocketChannel channel) {
    int read;
    try {
      read = channel.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      read = -1;
    }
    assertThat(read).as("the server closes the connection").isNegative();
  }
}
