package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that come again: what must not be done twice is done once.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcRetransmissionTest implements RpcObserver {
  private final AtomicInteger repeated = new AtomicInteger();

  @AutoClose
  private final ServedTestProgram served = new ServedTestProgram(64L << 20, CallerRules.OPEN, this);

  @Override
  public void repeated() {
    repeated.incrementAndGet();
  }

  @Test
  void aRetransmittedCallThatMustNotBeDoneTwiceGetsItsStoredReply() throws Exception {
    RpcClient client = served.client();
    int first = count(client, 4711);
    int again = count(client, 4711);
    int other = count(client, 4712);

    assertThat(again).isEqualTo(first);
    assertThat(other).isEqualTo(first + 1);
  }

  @Test
  void twoClientsWithTheSameIdAndBytesNeverShareAReplyUnlessTheFirstIsGone() throws Exception {
    RpcClient one = served.client();
    RpcClient other = served.client();
    int first = count(one, 4711);
    int second = count(other, 4711);
    assertThat(second).isEqualTo(first + 1);

    one.close();
    other.close();
    while (served.server.connections() > 0) {
      Thread.onSpinWait();
    }
    assertThat(count(served.client(), 4711)).isEqualTo(second);
  }

  /// Sends a call of this number and waits for its reply.
  private static int count(RpcClient client, int xid) throws Exception {
    ByteBuffer call = RawConnection.call(xid, TestProgram.COUNT);
    return RpcClient.results(client.send(xid, call).get()).readInt();
  }

  @Test
  void aRetransmissionOfACallUnderWayIsDropped() throws Exception {
    RawConnection connection = served.raw();
    for (int procedure : new int[] {TestProgram.SLOW, TestProgram.SLOW_COUNT}) {
      connection.send(RawConnection.call(procedure, procedure));
      served.program.slowStarted.acquire();
      connection.send(RawConnection.call(procedure, procedure));
    }
    awaitRepeated(2);
    served.program.slowGate.countDown();
    assertThat(connection.receive()[0] + connection.receive()[0])
        .isEqualTo(TestProgram.SLOW + TestProgram.SLOW_COUNT);
    connection.send(RawConnection.call(99, 0));
    assertThat(connection.receive()[0]).as("nothing was answered twice").isEqualTo(99);
    assertThat(served.program.counted).hasValue(1);
  }

  @Test
  void aRetransmissionAfterAReconnectGetsTheReplyOfTheCallUnderWay() throws Exception {
    RawConnection first = served.raw();
    first.send(RawConnection.call(7, TestProgram.SLOW_COUNT));
    served.program.slowStarted.acquire();
    first.close();

    RawConnection second = served.raw();
    while (repeated.get() == 0 && served.program.slowStarted.availablePermits() == 0) {
      second.send(RawConnection.call(8, 0));
      assertThat(second.receive()[0]).isEqualTo(8);
      if (!served.server.isOpen(1)) {
        second.send(RawConnection.call(7, TestProgram.SLOW_COUNT));
        awaitRepeated(1);
      }
    }
    served.program.slowGate.countDown();
    assertThat(second.receive()).containsExactly(7, 1, 0, 0, 0, 0, 1);
    assertThat(served.program.counted).hasValue(1);

    second.send(RawConnection.call(7, TestProgram.SLOW_COUNT));
    assertThat(second.receive()).containsExactly(7, 1, 0, 0, 0, 0, 1);
  }

  /// Whose reader has stopped reading, since as many calls wait as may.
  @Test
  void aRetransmissionFromThePortOfABusyConnectionIsNotDoneAgain() throws Exception {
    SocketChannel channel = channel(0);
    int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    RawConnection first = new RawConnection(channel);
    first.send(RawConnection.call(7, TestProgram.SLOW_COUNT));
    served.program.slowStarted.acquire();
    int most = RpcLimits.smallCalls(served.slab);
    for (int i = 1; i <= most; i++) {
      first.send(RawConnection.call(100 + i, TestProgram.SLOW));
    }
    served.program.slowStarted.acquire(most - 1);
    first.close();

    RawConnection second = new RawConnection(channel(port));
    second.send(RawConnection.call(7, TestProgram.SLOW_COUNT));
    awaitRepeated(1);
    served.program.slowGate.countDown();
    assertThat(second.receive()).containsExactly(7, 1, 0, 0, 0, 0, 1);
    assertThat(served.program.counted).hasValue(1);
  }

  /// A connection from that port that ends at once when it is closed.
  private SocketChannel channel(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.connect(served.address());
    return channel;
  }

  private void awaitRepeated(int times) {
    while (repeated.get() < times) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aReplyThatCannotBeEncodedIsASystemErrorAndTheCallIsNotDoneAgain() throws Exception {
    RawConnection connection = served.raw();
    for (int i = 0; i < 2; i++) {
      connection.send(RawConnection.call(7, TestProgram.BROKEN_COUNT));
      assertThat(connection.receive()).containsExactly(7, 1, 0, 0, 0, 5);
    }
    assertThat(served.program.counted).hasValue(1);
  }
}
