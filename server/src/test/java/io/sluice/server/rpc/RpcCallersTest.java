package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may call.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RpcCallersTest {
  private static ServedTestProgram serve(CallerRules rules) {
    return new ServedTestProgram(64L << 20, rules, RpcObserver.NONE);
  }

  @Test
  void x1_clientsThatAreNotNamedAreTurnedAway() throws IOException {
    try (ServedTestProgram served = serve(new CallerRules(_ -> false, false))) {
      served.raw().assertEnds();
      assertThat(served.server.connections()).isZero();
    }
  }

  @Test
  void x3_unprivilegedPortsMayNotDoWhatACredentialDecides() throws IOException {
    try (ServedTestProgram served = serve(new CallerRules(_ -> true, true))) {
      RawConnection connection = served.raw();
      connection.send(RawConnection.call(1, TestProgram.COUNT));
      // xid, REPLY, denied, AUTH_ERROR, AUTH_TOOWEAK
      assertThat(connection.receive()).containsExactly(1, 1, 1, 1, 5);
      connection.send(RawConnection.call(2, 0));
      assertThat(connection.receive()).containsExactly(2, 1, 0, 0, 0, 0);
      connection.send(RawConnection.call(3, TestProgram.ECHO));
      assertThat(connection.receive()).containsExactly(3, 1, 0, 0, 0, 0, 0);
      assertThat(served.program.counted).hasValue(0);
    }
  }

  @Test
  void x3_privilegedPortsMay() throws IOException {
    try (ServedTestProgram served = serve(new CallerRules(_ -> true, true));
        SocketChannel channel = SocketChannel.open();
        RawConnection connection = new RawConnection(channel)) {
      assumeTrue(bindsPrivileged(channel), "a port below 1024 may be bound");
      channel.connect(served.address());
      connection.send(RawConnection.call(1, TestProgram.COUNT));
      assertThat(connection.receive()).containsExactly(1, 1, 0, 0, 0, 0, 1);
    }
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
}
