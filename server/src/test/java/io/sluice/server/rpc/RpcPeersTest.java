package io.sluice.server.rpc;

import static io.sluice.server.rpc.ServedTestProgram.assertEchoes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one peer may do to the others.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcPeersTest {
  @AutoClose
  private final ServedTestProgram served =
      new ServedTestProgram(4L * Slab.LARGEST_LEASE, CallerRules.OPEN, RpcObserver.NONE);

  @Test
  void x6_halfARecordHoldsItsMemoryForAWhileOnly() throws IOException {
    RawConnection half = served.raw();
    half.write(ByteBuffer.allocate(1000).putInt(0, 0x8000_0000 | (1 << 20)));
    while (served.slab.leased() == 0) {
      Thread.onSpinWait();
    }
    while (served.slab.leased() > 0) {
      served.nanos.addAndGet(2 * RpcLimits.STALL_NANOS);
      served.server.closeStalled();
      Thread.onSpinWait();
    }
    half.assertEnds();
    assertEchoes(served.client(), 3);
  }

  @Test
  void idleConnectionsStayOpen() throws IOException {
    RpcClient idle = served.client();
    while (served.server.connections() == 0) {
      Thread.onSpinWait();
    }
    served.nanos.addAndGet(Duration.ofDays(30).toNanos());
    served.server.closeStalled();
    assertEchoes(idle, 3);
  }

  @Test
  void aConnectionWithAllItsCallsWaitingHoldsUpTheirConnectionOnly() throws Exception {
    int calls = RpcLimits.smallCalls(served.slab);
    RawConnection busy = served.raw();
    for (int xid = 1; xid <= calls + 1; xid++) {
      busy.send(RawConnection.call(xid, TestProgram.SLOW));
    }
    busy.send(RawConnection.call(calls + 2, TestProgram.COUNT));
    served.program.slowStarted.acquire(calls);
    assertEchoes(served.client(), 3);
    assertThat(served.program.slowStarted.availablePermits()).as("one call more").isZero();
    assertThat(served.program.counted).as("the call behind it").hasValue(0);

    served.program.slowGate.countDown();
    List<Integer> xids = new ArrayList<>();
    for (int i = 0; i < calls + 2; i++) {
      xids.add(busy.receive()[0]);
    }
    assertThat(xids).hasSize(calls + 2).doesNotHaveDuplicates();
  }

  private void sendPayloadCalls(RawConnection connection, int count) throws IOException {
    for (int xid = 1; xid <= count; xid++) {
      connection.send(RawConnection.call(xid, TestProgram.SLOW_PAYLOAD));
    }
    served.program.slowStarted.acquireUninterruptibly(RpcLimits.calls(served.slab));
  }

  private void assertThatNoOtherPayloadCallHasBegun() {
    assertThat(served.program.slowStarted.availablePermits()).isZero();
  }

  @Test
  void callsWithPayloadsThatWaitHoldUpNoOtherCallOfTheirConnection() throws Exception {
    int calls = RpcLimits.calls(served.slab) + RpcLimits.QUEUED_CALLS;
    RawConnection busy = served.raw();
    sendPayloadCalls(busy, calls);
    for (int xid = 1001; xid <= 1100; xid++) {
      busy.send(RawConnection.call(xid, TestProgram.COUNT));
      assertThat(busy.receive()[0]).isEqualTo(xid);
    }
    assertThatNoOtherPayloadCallHasBegun();

    served.program.slowGate.countDown();
    List<Integer> xids = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      xids.add(busy.receive()[0]);
    }
    assertThat(xids).hasSize(calls).doesNotHaveDuplicates();
  }

  @Test
  void moreCallsWithPayloadsThanMayQueueAreNotRead() throws Exception {
    int calls = RpcLimits.calls(served.slab) + RpcLimits.QUEUED_CALLS;
    RawConnection busy = served.raw();
    sendPayloadCalls(busy, calls + 1);
    busy.send(RawConnection.call(calls + 2, TestProgram.COUNT));
    assertEchoes(served.client(), 3);
    assertThat(served.program.counted).as("the call behind them").hasValue(0);
    assertThat(served.slab.leased()).as("records of all of them").isLessThan(1 << 19);

    served.program.slowGate.countDown();
    for (int i = 0; i < calls + 2; i++) {
      busy.receive();
    }
    assertThat(served.program.counted).hasValue(1);
  }

  /// They hold memory while they wait, the READs do not.
  @Test
  void aCallWithALargeRecordIsDoneBeforeThoseThatQueue() throws Exception {
    int calls = RpcLimits.calls(served.slab) + 50;
    RawConnection busy = served.raw();
    sendPayloadCalls(busy, calls);
    byte[] head = RawConnection.call(1001, TestProgram.NUMBER, 3, TestProgram.COUNT);
    int size = RpcLimits.IN_PLACE + 1000;
    ByteBuffer large = ByteBuffer.allocate(head.length + 4 + size).put(head).putInt(size);
    busy.send(large.position(0).limit(large.capacity()));
    assertThat(busy.receive()[0]).isEqualTo(1001);

    assertThatNoOtherPayloadCallHasBegun();
    served.program.slowGate.countDown();
    for (int i = 0; i < calls; i++) {
      busy.receive();
    }
  }

  @Test
  void aCallWhoseRecordIsTooLongForTheQueueIsNotReadOn() throws Exception {
    int calls = RpcLimits.calls(served.slab);
    RawConnection busy = served.raw();
    sendPayloadCalls(busy, calls);
    ByteBuffer padded = ByteBuffer.allocate(RecordSlots.SLOT + 4);
    busy.send(padded.put(0, RawConnection.call(1001, TestProgram.SLOW_PAYLOAD).array()));
    busy.send(RawConnection.call(1002, TestProgram.COUNT));
    assertEchoes(served.client(), 3);
    assertThat(served.program.counted).as("the call behind it").hasValue(0);

    served.program.slowGate.countDown();
    for (int i = 0; i < calls + 2; i++) {
      busy.receive();
    }
    assertThat(served.program.counted).hasValue(1);
  }

  @Test
  void callsThatQueueAreNotDoneForAClientWhoIsGone() throws Exception {
    RawConnection gone = served.raw();
    sendPayloadCalls(gone, RpcLimits.calls(served.slab) + 10);
    gone.close();
    while (served.server.isOpen(1)) {
      Thread.onSpinWait();
    }
    served.program.slowGate.countDown();
    while (served.slab.leased() > 0 || served.server.connections() > 0) {
      Thread.onSpinWait();
    }
    assertThatNoOtherPayloadCallHasBegun();
  }

  /// A memory target of 512 MiB leaves about 100 for records: cutting the fraction off made 16
  /// programs, each with one call, wait for each other.
  @Test
  void sixteenCallsOfAConnectionWaitAtOnceWithHundredMebibytesForRecords() {
    try (ArenaSlab slab = new ArenaSlab(100L << 20)) {
      assertThat(RpcLimits.calls(slab)).isGreaterThanOrEqualTo(16);
    }
  }

  @Test
  void aLargeCallWaitsForMemoryAndSmallOnesThatAreAtHandDoNot() throws Exception {
    List<Lease> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(requireNonNull(served.slab.tryLease(Slab.LARGEST_LEASE)));
    }
    RpcClient large = served.client();
    byte[] bytes = new byte[100_000];
    CompletableFuture<ByteBuffer> waiting =
        large.send(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeOpaque(bytes));
    RpcClient small = served.client();
    assertEchoes(small, 3);
    assertThat(waiting).isNotDone();

    taken.forEach(Lease::close);
    assertThat(RpcClient.results(waiting.get()).readOpaque(1 << 20)).isEqualTo(bytes);
  }

  @Test
  void closedClientsCallsEndAndGiveBackWhatTheyHeld() throws Exception {
    RawConnection gone = served.raw();
    for (int xid = 0; xid < 50; xid++) {
      gone.send(RawConnection.call(xid, TestProgram.PAYLOAD, 1 << 20));
    }
    gone.close();
    assertEchoes(served.client(), 3);
    while (served.server.connections() > 1) {
      Thread.onSpinWait();
    }
    assertThat(served.slab.leased()).isZero();
  }
}
