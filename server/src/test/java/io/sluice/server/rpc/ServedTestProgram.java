package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// A server of a [TestProgram] on the loopback address, with a clock that the test moves, and its
/// clients.
final class ServedTestProgram implements AutoCloseable {
  static final Credential ROOT = new Credential.Sys("here", 0, 0, List.of());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Slab slab;
  final TestProgram program;
  final AtomicLong nanos = new AtomicLong(1);
  final RpcServer server;
  private final List<Closeable> opened = new ArrayList<>();
  private final int port;

  /// Starts one for everybody, with 64 MiB.
  static ServedTestProgram start() {
    return new ServedTestProgram(64L << 20, CallerRules.OPEN, RpcObserver.NONE);
  }

  /// Starts one.
  ///
  /// @param memory bytes for calls and replies
  ServedTestProgram(long memory, CallerRules rules, RpcObserver observer) {
    slab = new ArenaSlab(memory);
    program = new TestProgram(slab);
    server = new RpcServer(List.of(program), rules, slab, observer, nanos::get);
    try {
      port = server.bind(List.of(InetAddress.getLoopbackAddress()), 0);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// A client that ends with the server.
  RpcClient client() throws IOException {
    RpcClient client = RpcClient.connect(address(), ROOT, PATIENCE);
    opened.add(client::close);
    return client;
  }

  /// A connection that ends with the server.
  RawConnection raw() throws IOException {
    RawConnection connection = RawConnection.to(address());
    opened.add(connection::close);
    return connection;
  }

  /// Bytes that differ.
  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /// Asserts that a client gets back so many bytes that it sends.
  static void assertEchoes(RpcClient client, int length) throws IOException {
    byte[] bytes = random(length);
    assertThat(
            client
                .call(TestProgram.NUMBER, 3, TestProgram.ECHO, out -> out.writeOpaque(bytes))
                .readOpaque(1 << 20))
        .isEqualTo(bytes);
  }

  /// Ends it all, and fails where a lease of the slab did not come back.
  @Override
  public void close() throws IOException {
    program.slowGate.countDown();
    for (Closeable one : opened) {
      one.close();
    }
    server.stop(PATIENCE);
    assertThat(slab.leased()).as("leases that did not come back").isZero();
    slab.close();
  }
}
