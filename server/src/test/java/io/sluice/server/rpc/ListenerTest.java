package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

final class ListenerTest {
  /// Whose machine is gone ends no connection, and there are 256 of them.
  @Test
  void x6_aClientThatIsSilentIsAskedAfterAMinuteWhetherItIsThere() throws IOException {
    CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();
    Listener listener =
        Listener.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), accepted::complete);
    listener.start();
    try (SocketChannel client =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
        SocketChannel server = accepted.join()) {
      assertThat(client.isConnected()).isTrue();
      assertThat(server.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(server.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(60);
    } finally {
      listener.close();
    }
  }
}
