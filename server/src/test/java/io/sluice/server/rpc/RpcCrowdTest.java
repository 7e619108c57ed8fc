package io.sluice.server.rpc;

import static io.sluice.server.rpc.ServedTestProgram.assertEchoes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.Slab;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What many connections that anybody can open may do to the others.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcCrowdTest {
  private static final int CHUNKS = 4;

  private static ServedTestProgram serve(boolean privilegedPortsOnly) {
    return new ServedTestProgram(
        (long) CHUNKS * Slab.LARGEST_LEASE,
        new CallerRules(_ -> true, privilegedPortsOnly),
        RpcObserver.NONE);
  }

  private static List<RawConnection> open(ServedTestProgram served, int count) throws IOException {
    List<RawConnection> opened = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      opened.add(served.raw());
    }
    return opened;
  }

  private static void sendHalfOfLargeRecord(RawConnection connection) throws IOException {
    connection.write(ByteBuffer.allocate(1000).putInt(0, 0x8000_0000 | (1 << 20)));
  }

  private static void sendNull(RawConnection connection, int xid) throws IOException {
    connection.send(RawConnection.call(xid, 0));
    assertThat(connection.receive()[0]).isEqualTo(xid);
  }

  @Test
  void x6_portsThatAnybodyMayUseHoldNoMemoryForRecords() throws IOException {
    try (ServedTestProgram served = serve(true)) {
      for (RawConnection connection : open(served, 2 * CHUNKS)) {
        sendHalfOfLargeRecord(connection);
        connection.assertEnds();
        assertThat(served.slab.leased()).isZero();
      }
    }
  }

  @Test
  void x6_recordsThatAreNotWholeLeaveMemoryForCallsThatAre() throws IOException {
    try (ServedTestProgram served = serve(false)) {
      for (RawConnection connection : open(served, 2 * CHUNKS)) {
        sendHalfOfLargeRecord(connection);
      }
      RpcClient client = served.client();
      while (served.slab.leased() < (CHUNKS - 1L) * Slab.LARGEST_LEASE) {
        Thread.onSpinWait();
      }
      for (int done = 1; done <= 50; done++) {
        assertThat(client.call(TestProgram.NUMBER, 3, TestProgram.COUNT, out -> out.writeInt(0)))
            .returns(done, XdrReader::readInt);
      }
    }
  }

  @Test
  void x6_portsThatAnybodyMayUseGetHalfOfTheConnections() throws IOException {
    try (ServedTestProgram served = serve(true)) {
      List<RawConnection> opened = open(served, RpcLimits.CONNECTIONS);
      sendNull(opened.getLast(), 1);

      assertThat(served.server.connections()).isEqualTo(RpcLimits.UNTRUSTED_CONNECTIONS);
      opened.getFirst().assertEnds();
    }
  }

  @Test
  void x6_theConnectionThatIsIdleTheLongestMakesRoom() throws IOException {
    try (ServedTestProgram served = serve(false)) {
      List<RawConnection> opened = open(served, RpcLimits.CONNECTIONS);
      while (served.server.connections() < RpcLimits.CONNECTIONS) {
        Thread.onSpinWait();
      }
      RawConnection idle = opened.remove(100);
      served.nanos.incrementAndGet();
      for (RawConnection busy : opened) {
        sendNull(busy, 1);
      }

      assertEchoes(served.client(), 3);

      idle.assertEnds();
      assertThat(served.server.connections()).isEqualTo(RpcLimits.CONNECTIONS);
      for (RawConnection busy : opened) {
        sendNull(busy, 2);
      }
    }
  }

  @Test
  void aConnectionWhoseCallIsUnderWayMakesNoRoom() throws Exception {
    try (ServedTestProgram served = serve(false)) {
      RawConnection waiting = served.raw();
      waiting.send(RawConnection.call(7, TestProgram.SLOW));
      served.program.slowStarted.acquire();
      served.nanos.incrementAndGet();
      for (int i = 0; i < RpcLimits.CONNECTIONS; i++) {
        sendNull(served.raw(), 1);
      }
      served.program.slowGate.countDown();

      assertThat(waiting.receive()[0]).isEqualTo(7);
    }
  }
}
