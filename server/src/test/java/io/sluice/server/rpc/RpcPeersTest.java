package io.sluice.server.rpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one peer may do to the others, and who may be a peer.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcPeersTest implements RpcObserver {
  private static final Credential ROOT = new Credential.Sys("here", 0, 0, List.of());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Slab slab = new ArenaSlab(4L * Slab.LARGEST_LEASE);
  private final TestProgram program = new TestProgram(slab);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger repeated = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private RpcServer server = server(CallerRules.OPEN);
  private int port;

  @Override
  public void repeated() {
    repeated.incrementAndGet();
  }

  private RpcServer server(CallerRules rules) {
    return new RpcServer(List.of(program), rules, slab, this, nanos::get);
  }

  private void start(CallerRules rules) throws IOException {
    server = server(rules);
    port = server.bind(List.of(InetAddress.getLoopbackAddress()), 0);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    program.slowGate.countDown();
    for (AutoCloseable one : opened) {
      one.close();
    }
    server.stop(PATIENCE);
    assertThat(slab.leased()).as("leases that did not come back").isZero();
    slab.close();
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private RpcClient client() throws IOException {
    RpcClient client = RpcClient.connect(address(), ROOT, PATIENCE);
    opened.add(client);
    return client;
  }

  private SocketChannel raw() throws IOException {
    SocketChannel channel = SocketChannel.open(address());
    opened.add(channel);
    return channel;
  }

  private static ByteBuffer message(int xid, int procedure) {
    ByteBuffer bytes = ByteBuffer.allocate(200);
    RpcClient.writeCall(new XdrWriter(bytes), xid, TestProgram.NUMBER, 3, procedure, ROOT);
    return bytes.putInt(0).flip();
  }

  private static void send(SocketChannel channel, ByteBuffer message) throws IOException {
    ByteBuffer marker = ByteBuffer.allocate(4).putInt(0x8000_0000 | message.remaining()).flip();
    channel.write(new ByteBuffer[] {marker, message});
  }

  private static int[] receive(SocketChannel channel) throws IOException {
    ByteBuffer marker = ByteBuffer.allocate(4);
    while (marker.hasRemaining()) {
      assertThat(channel.read(marker)).as("the connection").isNotNegative();
    }
    ByteBuffer reply = ByteBuffer.allocate(marker.getInt(0) & 0x7fff_ffff);
    while (reply.hasRemaining()) {
      assertThat(channel.read(reply)).as("the connection").isNotNegative();
    }
    int[] words = new int[reply.limit() / 4];
    reply.flip().asIntBuffer().get(words);
    return words;
  }

  private static boolean isClosed(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static void assertAnswered(RpcClient client) throws IOException {
    byte[] bytes = {1, 2, 3};
    XdrReader results =
        client.call(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeOpaque(bytes));
    assertThat(results.readOpaque(3)).isEqualTo(bytes);
  }

  @Test
  void x1_clientsThatAreNotNamedAreTurnedAway() throws IOException {
    start(new CallerRules(address -> false, false));
    assertThat(isClosed(raw())).isTrue();
    assertThat(server.connections()).isZero();
  }

  @Test
  void x3_unprivilegedPortsMayNotDoWhatACredentialDecides() throws IOException {
    start(new CallerRules(address -> true, true));
    SocketChannel channel = raw();
    send(channel, message(1, TestProgram.COUNT));
    // xid, REPLY, denied, AUTH_ERROR, AUTH_TOOWEAK
    assertThat(receive(channel)).containsExactly(1, 1, 1, 1, 5);
    send(channel, message(2, 0));
    assertThat(receive(channel)).containsExactly(2, 1, 0, 0, 0, 0);
    send(channel, message(3, TestProgram.ECHO));
    assertThat(receive(channel)).containsExactly(3, 1, 0, 0, 0, 0, 0);
    assertThat(program.counted).hasValue(0);
  }

  @Test
  void x3_privilegedPortsMay() throws IOException {
    start(new CallerRules(address -> true, true));
    SocketChannel channel = SocketChannel.open();
    opened.add(channel);
    assumeTrue(bindsPrivileged(channel), "a port below 1024 may be bound");
    channel.connect(address());
    send(channel, message(1, TestProgram.COUNT));
    assertThat(receive(channel)).containsExactly(1, 1, 0, 0, 0, 0, 1);
  }

  private static boolean bindsPrivileged(SocketChannel channel) throws IOException {
    for (int candidate = 1023; candidate > 512; candidate--) {
      try {
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
        return true;
      } catch (SocketException e) {
        // taken, or not ours to have
      }
    }
    return false;
  }

  @Test
  void x6_halfARecordHoldsItsMemoryForAWhileOnly() throws IOException {
    start(CallerRules.OPEN);
    SocketChannel half = raw();
    half.write(ByteBuffer.allocate(1000).putInt(0, 0x8000_0000 | (1 << 20)));
    while (slab.leased() == 0) {
      Thread.onSpinWait();
    }
    while (slab.leased() > 0) {
      nanos.addAndGet(2 * RpcLimits.STALL_NANOS);
      server.closeStalled();
      Thread.onSpinWait();
    }
    assertThat(isClosed(half)).isTrue();
    assertAnswered(client());
  }

  @Test
  void idleConnectionsStayOpen() throws IOException {
    start(CallerRules.OPEN);
    RpcClient idle = client();
    while (server.connections() == 0) {
      Thread.onSpinWait();
    }
    nanos.addAndGet(Duration.ofDays(30).toNanos());
    server.closeStalled();
    assertAnswered(idle);
  }

  @Test
  void aConnectionWithAllItsCallsWaitingHoldsUpTheirConnectionOnly() throws Exception {
    start(CallerRules.OPEN);
    int calls = RpcLimits.calls(slab);
    SocketChannel busy = raw();
    for (int xid = 1; xid <= calls + 1; xid++) {
      send(busy, message(xid, TestProgram.SLOW));
    }
    send(busy, message(calls + 2, TestProgram.COUNT));
    program.slowStarted.acquire(calls);
    assertAnswered(client());
    assertThat(program.slowStarted.availablePermits()).as("one call more").isZero();
    assertThat(program.counted).as("the call behind it").hasValue(0);

    program.slowGate.countDown();
    List<Integer> xids = new ArrayList<>();
    for (int i = 0; i < calls + 2; i++) {
      xids.add(receive(busy)[0]);
    }
    assertThat(xids).hasSize(calls + 2).doesNotHaveDuplicates();
  }

  @Test
  void aLargeCallWaitsForMemoryAndSmallOnesThatAreAtHandDoNot() throws Exception {
    start(CallerRules.OPEN);
    List<Lease> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(requireNonNull(slab.tryLease(Slab.LARGEST_LEASE)));
    }
    RpcClient large = client();
    byte[] bytes = new byte[100_000];
    CompletableFuture<ByteBuffer> waiting =
        large.send(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeOpaque(bytes));
    RpcClient small = client();
    assertAnswered(small);
    assertThat(waiting).isNotDone();

    taken.forEach(Lease::close);
    assertThat(RpcClient.results(waiting.get()).readOpaque(1 << 20)).isEqualTo(bytes);
  }

  @Test
  void aRetransmissionOfACallUnderWayIsDropped() throws Exception {
    start(CallerRules.OPEN);
    SocketChannel channel = raw();
    for (int procedure : new int[] {TestProgram.SLOW, TestProgram.SLOW_COUNT}) {
      send(channel, message(procedure, procedure));
      program.slowStarted.acquire();
      send(channel, message(procedure, procedure));
    }
    awaitRepeated(2);
    program.slowGate.countDown();
    assertThat(receive(channel)[0] + receive(channel)[0])
        .isEqualTo(TestProgram.SLOW + TestProgram.SLOW_COUNT);
    send(channel, message(99, 0));
    assertThat(receive(channel)[0]).as("nothing was answered twice").isEqualTo(99);
    assertThat(program.counted).hasValue(1);
  }

  @Test
  void aRetransmissionAfterAReconnectGetsTheReplyOfTheCallUnderWay() throws Exception {
    start(CallerRules.OPEN);
    SocketChannel first = raw();
    send(first, message(7, TestProgram.SLOW_COUNT));
    program.slowStarted.acquire();
    first.close();

    SocketChannel second = raw();
    while (repeated.get() == 0 && program.slowStarted.availablePermits() == 0) {
      send(second, message(8, 0));
      assertThat(receive(second)[0]).isEqualTo(8);
      if (!server.isOpen(1)) {
        send(second, message(7, TestProgram.SLOW_COUNT));
        awaitRepeated(1);
      }
    }
    program.slowGate.countDown();
    assertThat(receive(second)).containsExactly(7, 1, 0, 0, 0, 0, 1);
    assertThat(program.counted).hasValue(1);

    send(second, message(7, TestProgram.SLOW_COUNT));
    assertThat(receive(second)).containsExactly(7, 1, 0, 0, 0, 0, 1);
  }

  private void awaitRepeated(int times) {
    while (repeated.get() < times) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aFaultInReadingArgumentsIsASystemError() throws IOException {
    start(CallerRules.OPEN);
    RpcClient client = client();
    assertThatThrownBy(
            () -> client.call(TestProgram.NUMBER, 3, TestProgram.BROKEN_ARGUMENTS, out -> {}))
        .hasMessageContaining("SYSTEM_ERR");
    assertAnswered(client);
  }

  @Test
  void aReplyThatCannotBeEncodedIsASystemErrorAndTheCallIsNotDoneAgain() throws Exception {
    start(CallerRules.OPEN);
    SocketChannel channel = raw();
    for (int i = 0; i < 2; i++) {
      send(channel, message(7, TestProgram.BROKEN_COUNT));
      assertThat(receive(channel)).containsExactly(7, 1, 0, 0, 0, 5);
    }
    assertThat(program.counted).hasValue(1);
  }

  @Test
  void closedClientsCallsEndAndGiveBackWhatTheyHeld() throws Exception {
    start(CallerRules.OPEN);
    SocketChannel gone = raw();
    for (int xid = 0; xid < 50; xid++) {
      ByteBuffer call = message(xid, TestProgram.PAYLOAD);
      send(gone, call.putInt(call.limit() - 4, 1 << 20));
    }
    gone.close();
    assertAnswered(client());
    while (server.connections() > 1) {
      Thread.onSpinWait();
    }
    assertThat(slab.leased()).isZero();
  }
}
