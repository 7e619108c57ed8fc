package io.sluice.server.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.Patience;
import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.Reply;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcProgram;
import io.sluice.server.rpc.RpcServer;
import io.sluice.server.rpc.XdrReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SystemRpcbindTest {
  private static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");

  /// A rpcbind that writes down what it is asked for, and takes NFS only.
  private static final class Rpcbind implements RpcProgram {
    final List<String> calls = new CopyOnWriteArrayList<>();

    private record Change(String verb, List<String> calls) implements Procedure<Rpcb> {
      @Override
      public String name() {
        return verb;
      }

      @Override
      public Rpcb decode(XdrReader in) {
        return Rpcb.decode(in);
      }

      @Override
      public Reply call(Rpcb rpcb, Caller caller, Patience patience) {
        calls.add(verb + " " + rpcb.program() + " " + rpcb.netid() + " " + rpcb.address());
        return out -> out.writeBool(rpcb.program() == 100003);
      }
    }

    @Override
    public int number() {
      return PortmapProgram.NUMBER;
    }

    @Override
    public String name() {
      return "rpcbind";
    }

    @Override
    public int lowVersion() {
      return 2;
    }

    @Override
    public int highVersion() {
      return 4;
    }

    @Override
    public @Nullable Procedure<?> procedure(int version, int number) {
      return switch (number) {
        case 1 -> new Change("set", calls);
        case 2 -> new Change("unset", calls);
        default -> null;
      };
    }
  }

  private static Registration at2049(int program, int version) {
    return new Registration(
        program, version, Netid.TCP, new InetSocketAddress(LOCALHOST, 2049), "sluice");
  }

  @Test
  void whatWasTakenIsGivenBackAndTheSystemsOwnNumbersAreLeftAlone() throws Exception {
    Rpcbind rpcbind = new Rpcbind();
    try (ArenaSlab slab = new ArenaSlab(16 << 20)) {
      RpcServer server =
          new RpcServer(
              List.of(rpcbind), CallerRules.OPEN, slab, RpcObserver.NONE, System::nanoTime);
      int port = server.bind(List.of(LOCALHOST), 0);
      server.start();
      List<Registration> ours =
          List.of(at2049(100003, 3), at2049(100005, 3), at2049(100021, 4), at2049(100024, 1));
      try (SystemRpcbind system =
          SystemRpcbind.registerAt(new InetSocketAddress(LOCALHOST, port), ours)) {
        system.await();
      }
      server.stop(Duration.ZERO);
    }
    assertThat(rpcbind.calls)
        .containsExactly(
            "set 100003 tcp 127.0.0.1.8.1", "set 100005 tcp 127.0.0.1.8.1", "unset 100003  ");
  }

  @Test
  void withoutARpcbindNothingHappens() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress(LOCALHOST, freePort());
    try (SystemRpcbind system = SystemRpcbind.registerAt(nobody, List.of(at2049(100003, 3)))) {
      system.await();
      assertThat(system.isRegistered()).isFalse();
    }
  }

  private static int freePort() throws IOException {
    try (ArenaSlab slab = new ArenaSlab(16 << 20)) {
      RpcServer server =
          new RpcServer(List.of(), CallerRules.OPEN, slab, RpcObserver.NONE, System::nanoTime);
      int port = server.bind(List.of(LOCALHOST), 0);
      server.stop(Duration.ZERO);
      return port;
    }
  }
}
