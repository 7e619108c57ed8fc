package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.server.portmap.PortmapProgram;
import io.sluice.server.portmap.Registration;
import io.sluice.server.portmap.Registrations;
import io.sluice.server.rpc.CallerRules;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcServer;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A port mapper that listens at all addresses of a family, asked by datagrams.
final class PortmapWireTest {
  private static final int XID = 5;
  private static final int DATAGRAM = 8192;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int TCP = 6;

  private final Slab slab = new ArenaSlab(16L << 20);
  private final Registrations registrations = new Registrations();
  private final PortmapProgram portmap = new PortmapProgram(registrations, InstantSource.system());
  private final RpcServer server =
      new RpcServer(List.of(portmap), CallerRules.OPEN, slab, RpcObserver.NONE, System::nanoTime);

  @AfterEach
  void stop() {
    server.stop(Duration.ZERO);
    slab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1, tcp",
    "0.0.0.0, ::1, tcp6",
    "'::', 127.0.0.1, tcp",
    "'::', ::1, tcp6"
  })
  void whoListensEverywhereIsFoundByEachFamily(String listen, String asked, String netid)
      throws IOException {
    InetAddress host = InetAddress.ofLiteral(asked);
    assumeTrue(NetworkInterface.getByInetAddress(host) != null, "this machine has " + asked);
    int port = server.bind(List.of(InetAddress.ofLiteral(listen)), 0);
    List<InetSocketAddress> places =
        List.of(new InetSocketAddress(InetAddress.ofLiteral(listen), port));
    registrations.announce(Registration.of(portmap, places, places));
    server.start();

    XdrReader found =
        call(
            new InetSocketAddress(host, port),
            2,
            out -> out.writeInt(PortmapProgram.NUMBER).writeInt(2).writeInt(TCP).writeInt(0));
    XdrReader address =
        call(
            new InetSocketAddress(host, port),
            4,
            out ->
                out.writeInt(PortmapProgram.NUMBER)
                    .writeInt(4)
                    .writeString(netid)
                    .writeString("")
                    .writeString(""));

    assertThat(found.readInt()).isEqualTo(port);
    assertThat(address.readString(100))
        .isEqualTo("%s.%d.%d".formatted(asked, port >> 8, port & 0xff));
  }

  /// Procedure 3: GETPORT of version 2, GETADDR of version 4.
  private static XdrReader call(InetSocketAddress to, int version, Consumer<XdrWriter> arguments)
      throws IOException {
    ByteBuffer message = ByteBuffer.allocate(DATAGRAM);
    RpcMessage.writeCall(
        new XdrWriter(message), XID, PortmapProgram.NUMBER, version, 3, AuthSys.NONE, arguments);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.send(new DatagramPacket(message.array(), message.position(), to));
      DatagramPacket reply = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
      socket.receive(reply);
      return RpcMessage.readReply(ByteBuffer.wrap(reply.getData(), 0, reply.getLength()), XID)
          .results();
    }
  }
}
