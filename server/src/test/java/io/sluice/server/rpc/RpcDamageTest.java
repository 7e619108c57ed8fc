package io.sluice.server.rpc;

import static io.sluice.server.rpc.ServedTestProgram.assertEchoes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records that no proper client sends, and a client that takes no replies.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcDamageTest {
  @AutoClose private final ServedTestProgram served = ServedTestProgram.start();

  @Test
  void x6_fragmentsOfOneByteMakeARecord() throws IOException {
    RawConnection connection = served.raw();
    byte[] message = RawConnection.call(5, TestProgram.NUMBER, 3, 0);
    for (int i = 0; i < message.length; i++) {
      boolean isLast = i == message.length - 1;
      ByteBuffer fragment =
          ByteBuffer.allocate(5).putInt((isLast ? 0x8000_0000 : 0) | 1).put(message[i]).flip();
      connection.write(fragment);
      if (i == 62) {
        break;
      }
    }
    ByteBuffer rest = ByteBuffer.allocate(4 + message.length);
    rest.putInt(0x8000_0000 | (message.length - 63)).put(message, 63, message.length - 63).flip();
    connection.write(rest);

    assertThat(connection.receive()[0]).isEqualTo(5);
  }

  @Test
  void x6_aRecordThatIsTooLongEndsItsConnectionAndNoOther() throws IOException {
    RpcClient other = served.client();
    for (int mark : new int[] {0x7fff_ffff, -1, 0x8020_0000, 0x0020_0000}) {
      RawConnection connection = served.raw();
      ByteBuffer junk = ByteBuffer.allocate(100_000).putInt(0, mark);
      connection.write(junk);
      connection.assertEnds();
      assertEchoes(other, 100);
    }
  }

  @Test
  void x6_aRecordOfTooManyFragmentsEndsItsConnection() throws IOException {
    RawConnection connection = served.raw();
    connection.write(ByteBuffer.allocate(65 * 4));

    connection.assertEnds();
  }

  @Test
  void x6_garbageOfAnyKindHurtsNobodyElse() throws IOException {
    RpcClient other = served.client();
    Random random = new Random(6);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[random.nextInt(3000)];
      random.nextBytes(garbage);
      ByteBuffer bytes = ByteBuffer.allocate(garbage.length + 4);
      bytes
          .putInt(random.nextBoolean() ? 0x8000_0000 | garbage.length : random.nextInt())
          .put(garbage)
          .flip();
      RawConnection connection = served.raw();
      connection.write(bytes);
      connection.close();
    }
    assertEchoes(other, 1000);
  }

  @Test
  void x6_aClientThatTakesNoRepliesHoldsOnlyItsShareAndIsThenDisconnected() throws Exception {
    RawConnection greedy = served.raw();
    Thread sender = Thread.ofVirtual().start(() -> sendTenThousand(greedy));
    RpcClient other = served.client();
    for (int i = 0; i < 50; i++) {
      assertEchoes(other, 1000);
      assertThat(
              other
                  .call(TestProgram.NUMBER, 3, TestProgram.PAYLOAD, out -> out.writeInt(1 << 20))
                  .readOpaque(1 << 20))
          .hasSize(1 << 20);
    }
    assertThat(served.slab.leased()).isLessThan(served.slab.budget() / 4);
    while (sender.isAlive()) {
      served.nanos.addAndGet(Duration.ofMinutes(2).toNanos());
      served.server.closeStalled();
      sender.join(Duration.ofMillis(10));
    }
    assertEchoes(other, 1000);
  }

  private static void sendTenThousand(RawConnection connection) {
    try {
      for (int i = 0; i < 10_000; i++) {
        connection.send(RawConnection.call(i, TestProgram.PAYLOAD, 1 << 20));
      }
    } catch (IOException e) {
      // the server has had enough
    }
  }
}
