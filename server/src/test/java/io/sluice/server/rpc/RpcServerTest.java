package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcServerTest {
  private static final Credential ROOT = new Credential.Sys("here", 0, 0, List.of());

  private final Slab slab = new ArenaSlab(64L << 20);
  private final TestProgram program = new TestProgram(slab);
  private final AtomicLong nanos = new AtomicLong(1);
  private final RpcServer server =
      new RpcServer(List.of(program), CallerRules.OPEN, slab, RpcObserver.NONE, nanos::get);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = server.bind(List.of(InetAddress.getLoopbackAddress()), 0);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    program.slowGate.countDown();
    for (AutoCloseable one : opened) {
      one.close();
    }
    server.stop(Duration.ofSeconds(20));
    assertThat(slab.leased()).as("leases that did not come back").isZero();
  }

  private static void nothing(XdrWriter out) {}

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private RpcClient client() throws IOException {
    RpcClient client = RpcClient.connect(address(), ROOT, Duration.ofSeconds(20));
    opened.add(client);
    return client;
  }

  private SocketChannel raw() throws IOException {
    SocketChannel channel = SocketChannel.open(address());
    opened.add(channel);
    return channel;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void assertEchoes(RpcClient client, int length) throws IOException {
    byte[] bytes = random(length);
    assertThat(
            client
                .call(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeOpaque(bytes))
                .readOpaque(1 << 20))
        .isEqualTo(bytes);
  }

  private static byte[] call(int xid, int program, int version, int procedure) {
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    RpcClient.writeCall(new XdrWriter(bytes), xid, program, version, procedure, ROOT);
    byte[] message = new byte[bytes.flip().remaining()];
    bytes.get(message);
    return message;
  }

  @Test
  void callsOfAllSizesAreAnswered() throws IOException {
    RpcClient client = client();
    for (int length : new int[] {0, 1, 3, 4, 1000, 32_700, 32_768, 40_000, 1 << 19, 1 << 20}) {
      assertEchoes(client, length);
    }
  }

  @Test
  void payloadsGoOutWholeWithTheirPadding() throws IOException {
    RpcClient client = client();
    for (int length : new int[] {0, 1, 2, 3, 4, 5, 70_000, 1 << 20}) {
      byte[] bytes =
          client
              .call(TestProgram.NUMBER, 2, TestProgram.PAYLOAD, out -> out.writeInt(length))
              .readOpaque(1 << 20);
      assertThat(bytes).hasSize(length);
      assertThat(length == 0 || bytes[length - 1] == (byte) (length - 1)).isTrue();
      assertEchoes(client, 5);
    }
  }

  @Test
  void manyCallsAtOnceAreAllAnswered() throws Exception {
    RpcClient client = client();
    List<CompletableFuture<ByteBuffer>> replies = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int number = i;
      replies.add(
          i % 10 == 0
              ? client.send(
                  TestProgram.NUMBER, 3, TestProgram.PAYLOAD, out -> out.writeInt(number * 50))
              : client.send(
                  TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeOpaque(random(number))));
    }
    for (int i = 0; i < replies.size(); i++) {
      byte[] bytes = RpcClient.results(replies.get(i).get()).readOpaque(1 << 20);
      assertThat(bytes).hasSize(i % 10 == 0 ? i * 50 : i);
    }
  }

  @Test
  void unknownProgramsVersionsAndProceduresAreNamed() throws IOException {
    RpcClient client = client();

    assertThatThrownBy(() -> client.call(100_227, 3, 0, RpcServerTest::nothing))
        .hasMessageContaining("PROG_UNAVAIL");
    assertThatThrownBy(() -> client.call(TestProgram.NUMBER, 3, 99, RpcServerTest::nothing))
        .hasMessageContaining("PROC_UNAVAIL");
    for (int version : new int[] {0, 1, 4, -1}) {
      ByteBuffer reply = client.send(TestProgram.NUMBER, version, 0, RpcServerTest::nothing).join();
      // xid, REPLY, accepted, verifier, PROG_MISMATCH, 2 to 3
      assertThat(ints(reply, 1)).containsExactly(1, 0, 0, 0, 2, 2, 3);
    }
    client.call(TestProgram.NUMBER, 2, 0, RpcServerTest::nothing);
  }

  @Test
  void anotherVersionOfRpcIsRefusedWithTheOneThatIsSpoken() throws IOException {
    byte[] message = call(77, TestProgram.NUMBER, 3, 0);
    message[11] = 3;

    // REPLY, denied, RPC_MISMATCH, 2 to 2
    assertThat(ints(client().send(77, ByteBuffer.wrap(message)).join(), 1))
        .containsExactly(1, 1, 0, 2, 2);
  }

  @Test
  void credentialsThatCannotBeReadOrAreNotOfferedAreDenied() throws IOException {
    RpcClient client = client();
    byte[] tls = call(78, TestProgram.NUMBER, 3, 0);
    tls[27] = 7;
    assertThat(ints(client.send(78, ByteBuffer.wrap(tls)).join(), 1)).containsExactly(1, 1, 1, 2);

    byte[] gids = call(79, TestProgram.NUMBER, 3, 0);
    int count = 32 + 4 + 8 + 8;
    gids[count] = (byte) 0x80;
    assertThat(ints(client.send(79, ByteBuffer.wrap(gids)).join(), 1)).containsExactly(1, 1, 1, 1);
  }

  private static List<Integer> ints(ByteBuffer reply, int from) {
    List<Integer> ints = new ArrayList<>();
    for (int i = from * 4; i < reply.limit(); i += 4) {
      ints.add(reply.getInt(i));
    }
    return ints;
  }

  @Test
  void argumentsThatCannotBeReadAreGarbageAndAFaultIsASystemError() throws IOException {
    RpcClient client = client();

    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeInt(-1)))
        .hasMessageContaining("GARBAGE_ARGS");
    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.BROKEN, RpcServerTest::nothing))
        .hasMessageContaining("SYSTEM_ERR");
    assertEchoes(client, 10);
  }

  @Test
  void aSlowCallDoesNotHoldUpThoseBehindIt() throws Exception {
    RpcClient client = client();
    CompletableFuture<ByteBuffer> slow =
        client.send(TestProgram.NUMBER, 3, TestProgram.SLOW, RpcServerTest::nothing);

    assertEchoes(client, 100);
    assertThat(slow).isNotDone();
    program.slowGate.countDown();

    assertThat(RpcClient.results(slow.get()).readInt()).isEqualTo(42);
  }

  @Test
  void aRetransmittedCallThatMustNotBeDoneTwiceGetsItsStoredReply() throws Exception {
    RpcClient client = client();
    byte[] message = count(4711);
    int first = RpcClient.results(client.send(4711, ByteBuffer.wrap(message)).get()).readInt();
    int again = RpcClient.results(client.send(4711, ByteBuffer.wrap(message)).get()).readInt();
    int other = RpcClient.results(client.send(4712, ByteBuffer.wrap(count(4712))).get()).readInt();

    assertThat(again).isEqualTo(first);
    assertThat(other).isEqualTo(first + 1);
  }

  @Test
  void twoClientsWithTheSameIdAndBytesNeverShareAReplyUnlessTheFirstIsGone() throws Exception {
    RpcClient one = client();
    RpcClient other = client();
    byte[] message = count(4711);
    int first = RpcClient.results(one.send(4711, ByteBuffer.wrap(message)).get()).readInt();
    int second = RpcClient.results(other.send(4711, ByteBuffer.wrap(message)).get()).readInt();
    assertThat(second).isEqualTo(first + 1);

    one.close();
    other.close();
    while (server.connections() > 0) {
      Thread.onSpinWait();
    }
    int reconnected =
        RpcClient.results(client().send(4711, ByteBuffer.wrap(message)).get()).readInt();
    assertThat(reconnected).isEqualTo(second);
  }

  private static byte[] count(int xid) {
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    RpcClient.writeCall(new XdrWriter(bytes), xid, TestProgram.NUMBER, 3, TestProgram.COUNT, ROOT);
    new XdrWriter(bytes).writeOpaque(new byte[0]);
    byte[] message = new byte[bytes.flip().remaining()];
    bytes.get(message);
    return message;
  }

  @Test
  void x6_fragmentsOfOneByteMakeARecord() throws IOException {
    SocketChannel channel = raw();
    byte[] message = call(5, TestProgram.NUMBER, 3, 0);
    for (int i = 0; i < message.length; i++) {
      boolean isLast = i == message.length - 1;
      ByteBuffer fragment =
          ByteBuffer.allocate(5).putInt((isLast ? 0x8000_0000 : 0) | 1).put(message[i]).flip();
      channel.write(fragment);
      if (i == 62) {
        break;
      }
    }
    ByteBuffer rest = ByteBuffer.allocate(4 + message.length);
    rest.putInt(0x8000_0000 | (message.length - 63)).put(message, 63, message.length - 63).flip();
    channel.write(rest);

    ByteBuffer reply = ByteBuffer.allocate(28);
    while (reply.hasRemaining() && channel.read(reply) >= 0) {}
    assertThat(reply.getInt(4)).isEqualTo(5);
  }

  @Test
  void x6_aRecordThatIsTooLongEndsItsConnectionAndNoOther() throws IOException {
    RpcClient other = client();
    for (int mark : new int[] {0x7fff_ffff, -1, 0x8020_0000, 0x0020_0000}) {
      SocketChannel channel = raw();
      ByteBuffer junk = ByteBuffer.allocate(100_000).putInt(0, mark);
      channel.write(junk);
      assertEnds(channel);
      assertEchoes(other, 100);
    }
  }

  @Test
  void x6_aRecordOfTooManyFragmentsEndsItsConnection() throws IOException {
    SocketChannel channel = raw();
    channel.write(ByteBuffer.allocate(65 * 4));

    assertEnds(channel);
  }

  private static void assertEnds(SocketChannel channel) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(100);
      int read = channel.read(bytes);
      assertThat(read).isNegative();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void x6_garbageOfAnyKindHurtsNobodyElse() throws IOException {
    RpcClient other = client();
    Random random = new Random(6);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[random.nextInt(3000)];
      random.nextBytes(garbage);
      ByteBuffer bytes = ByteBuffer.allocate(garbage.length + 4);
      bytes
          .putInt(random.nextBoolean() ? 0x8000_0000 | garbage.length : random.nextInt())
          .put(garbage)
          .flip();
      SocketChannel channel = raw();
      channel.write(bytes);
      channel.close();
    }
    assertEchoes(other, 1000);
  }

  @Test
  void x6_aClientThatTakesNoRepliesHoldsOnlyItsShareAndIsThenDisconnected() throws Exception {
    SocketChannel greedy = raw();
    Thread sender = Thread.ofVirtual().start(() -> sendTenThousand(greedy));
    RpcClient other = client();
    for (int i = 0; i < 50; i++) {
      assertEchoes(other, 1000);
      assertThat(
              other
                  .call(TestProgram.NUMBER, 3, TestProgram.PAYLOAD, out -> out.writeInt(1 << 20))
                  .readOpaque(1 << 20))
          .hasSize(1 << 20);
    }
    assertThat(slab.leased()).isLessThan(slab.budget() / 4);
    while (sender.isAlive()) {
      nanos.addAndGet(Duration.ofMinutes(2).toNanos());
      server.closeStalled();
      sender.join(Duration.ofMillis(10));
    }
    assertEchoes(other, 1000);
  }

  private static void sendTenThousand(SocketChannel channel) {
    try {
      for (int i = 0; i < 10_000; i++) {
        byte[] head = call(i, TestProgram.NUMBER, 3, TestProgram.PAYLOAD);
        ByteBuffer call =
            ByteBuffer.allocate(head.length + 8).putInt(0x8000_0000 | (head.length + 4)).put(head);
        call.putInt(1 << 20).flip();
        while (call.hasRemaining()) {
          channel.write(call);
        }
      }
    } catch (IOException e) {
      // the server has had enough
    }
  }

  @Test
  void callsOverUdpAreAnsweredFromWhereTheyWent() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      byte[] message = call(9, TestProgram.NUMBER, 3, 0);
      socket.send(new DatagramPacket(message, message.length, address()));
      DatagramPacket reply = new DatagramPacket(new byte[1000], 1000);
      socket.receive(reply);

      assertThat(reply.getSocketAddress()).isEqualTo(address());
      assertThat(ByteBuffer.wrap(reply.getData()).getInt(0)).isEqualTo(9);
      assertThat(reply.getLength()).isEqualTo(24);
    }
  }

  @Test
  void stoppingAnswersWhatIsUnderWay() throws Exception {
    RpcClient client = client();
    CompletableFuture<ByteBuffer> slow =
        client.send(TestProgram.NUMBER, 3, TestProgram.SLOW, RpcServerTest::nothing);
    assertEchoes(client, 1);
    Thread stopping = Thread.ofVirtual().start(() -> server.stop(Duration.ofSeconds(30)));
    program.slowGate.countDown();

    assertThat(RpcClient.results(slow.get()).readInt()).isEqualTo(42);
    stopping.join();
    assertThat(server.connections()).isZero();
  }
}
