package io.sluice.server.rpc;

import static io.sluice.server.rpc.ServedTestProgram.assertEchoes;
import static io.sluice.server.rpc.ServedTestProgram.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls over TCP and UDP, and what answers them.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcServerTest {
  @AutoClose private final ServedTestProgram served = ServedTestProgram.start();

  private static void nothing(XdrWriter out) {}

  @Test
  void callsOfAllSizesAreAnswered() throws IOException {
    RpcClient client = served.client();
    for (int length : new int[] {0, 1, 3, 4, 1000, 32_700, 32_768, 40_000, 1 << 19, 1 << 20}) {
      assertEchoes(client, length);
    }
  }

  @Test
  void payloadsGoOutWholeWithTheirPadding() throws IOException {
    RpcClient client = served.client();
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
    RpcClient client = served.client();
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
    RpcClient client = served.client();

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
    byte[] message = RawConnection.call(77, TestProgram.NUMBER, 3, 0);
    message[11] = 3;

    // REPLY, denied, RPC_MISMATCH, 2 to 2
    assertThat(ints(served.client().send(77, ByteBuffer.wrap(message)).join(), 1))
        .containsExactly(1, 1, 0, 2, 2);
  }

  @Test
  void credentialsThatCannotBeReadOrAreNotOfferedAreDenied() throws IOException {
    RpcClient client = served.client();
    byte[] tls = RawConnection.call(78, TestProgram.NUMBER, 3, 0);
    tls[27] = 7;
    assertThat(ints(client.send(78, ByteBuffer.wrap(tls)).join(), 1)).containsExactly(1, 1, 1, 2);

    byte[] gids = RawConnection.call(79, TestProgram.NUMBER, 3, 0);
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
    RpcClient client = served.client();

    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeInt(-1)))
        .hasMessageContaining("GARBAGE_ARGS");
    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.BROKEN, RpcServerTest::nothing))
        .hasMessageContaining("SYSTEM_ERR");
    assertEchoes(client, 10);
  }

  @Test
  void aFaultInReadingArgumentsIsASystemError() throws IOException {
    RpcClient client = served.client();
    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.BROKEN_ARGUMENTS, out -> {}))
        .hasMessageContaining("SYSTEM_ERR");
    assertEchoes(client, 3);
  }

  @Test
  void aSlowCallDoesNotHoldUpThoseBehindIt() throws Exception {
    RpcClient client = served.client();
    CompletableFuture<ByteBuffer> slow =
        client.send(TestProgram.NUMBER, 3, TestProgram.SLOW, RpcServerTest::nothing);

    assertEchoes(client, 100);
    assertThat(slow).isNotDone();
    served.program.slowGate.countDown();

    assertThat(RpcClient.results(slow.get()).readInt()).isEqualTo(42);
  }

  @Test
  void aCallThatComesAloneGoesOnOnTheThreadThatReadItAndOthersOnTheirOwn() throws Exception {
    RpcClient client = served.client();
    List<CompletableFuture<ByteBuffer>> slow = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slow.add(client.send(TestProgram.NUMBER, 3, TestProgram.SLOW, RpcServerTest::nothing));
      served.program.slowStarted.acquire();
    }
    served.program.slowGate.countDown();
    for (CompletableFuture<ByteBuffer> each : slow) {
      assertThat(RpcClient.results(each.get()).readInt()).isEqualTo(42);
    }

    assertThat(served.program.slowThreads)
        .extracting(Thread::isVirtual)
        .containsExactly(false, true, true);
  }

  @Test
  void aConnectionThatEndsWhileBothItsThreadsAreBusyIsForgotten() throws Exception {
    RpcClient client = served.client();
    CompletableFuture<ByteBuffer> slow =
        client.send(TestProgram.NUMBER, 3, TestProgram.SLOW, RpcServerTest::nothing);
    served.program.slowStarted.acquire();
    client.close();
    assertThat(slow).failsWithin(Duration.ofSeconds(20));
    served.program.slowGate.countDown();
    Thread first = served.program.slowThreads.getFirst();
    first.join(Duration.ofSeconds(20));

    assertThat(first.isAlive()).isFalse();
    while (served.server.connections() > 0) {
      Thread.onSpinWait();
    }
    assertEchoes(served.client(), 10);
  }

  @Test
  void anErrorInACallIsASystemErrorAndItsConnectionGoesOn() throws IOException {
    RpcClient client = served.client();
    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.FATAL, RpcServerTest::nothing))
        .hasMessageContaining("SYSTEM_ERR");
    assertEchoes(client, 3);
  }

  @Test
  void anErrorInWritingAReplyEndsItsConnectionAndNoOther() throws Exception {
    RpcClient other = served.client();
    assertEchoes(other, 1);
    RpcClient client = served.client();
    CompletableFuture<ByteBuffer> reply =
        client.send(TestProgram.NUMBER, 3, TestProgram.FATAL_REPLY, RpcServerTest::nothing);

    assertThat(reply).failsWithin(Duration.ofSeconds(20));
    while (served.server.connections() > 1) {
      Thread.onSpinWait();
    }
    assertThat(served.slab.leased()).isZero();
    assertEchoes(other, 2);
  }

  @Test
  void callsOverUdpAreAnsweredFromWhereTheyWent() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      byte[] message = RawConnection.call(9, TestProgram.NUMBER, 3, 0);
      socket.send(new DatagramPacket(message, message.length, served.address()));
      DatagramPacket reply = new DatagramPacket(new byte[1000], 1000);
      socket.receive(reply);

      assertThat(reply.getSocketAddress()).isEqualTo(served.address());
      assertThat(ByteBuffer.wrap(reply.getData()).getInt(0)).isEqualTo(9);
      assertThat(reply.getLength()).isEqualTo(24);
    }
  }

  @Test
  void stoppingAnswersWhatIsUnderWay() throws Exception {
    RpcClient client = served.client();
    CompletableFuture<ByteBuffer> slow =
        client.send(TestProgram.NUMBER, 3, TestProgram.SLOW, RpcServerTest::nothing);
    assertEchoes(client, 1);
    Thread stopping = Thread.ofVirtual().start(() -> served.server.stop(Duration.ofSeconds(30)));
    served.program.slowGate.countDown();

    assertThat(RpcClient.results(slow.get()).readInt()).isEqualTo(42);
    stopping.join();
    assertThat(served.server.connections()).isZero();
  }
}
