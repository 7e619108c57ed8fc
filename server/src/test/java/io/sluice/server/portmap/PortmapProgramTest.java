package io.sluice.server.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.rpc.XdrReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortmapProgramTest {
  private static final int NFS = 100003;
  private static final int LOCKD = 100021;
  private static final int TCP = 6;
  private static final int UDP = 17;

  private final Registrations registrations = new Registrations();
  private final PortmapProgram program =
      new PortmapProgram(registrations, InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000L)));
  private final PortmapCall kernel = PortmapCall.from("127.0.0.1", 700, "127.0.0.1", program);
  private final PortmapCall user = PortmapCall.from("127.0.0.1", 40_000, "127.0.0.1", program);
  private final PortmapCall stranger =
      PortmapCall.from("192.168.77.9", 700, "192.168.77.1", program);

  PortmapProgramTest() {
    registrations.announce(
        List.of(
            ours(NFS, 3, Netid.TCP, "0.0.0.0"),
            ours(NFS, 3, Netid.TCP, "127.0.0.2"),
            ours(NFS, 3, Netid.TCP6, "::"),
            ours(LOCKD, 4, Netid.TCP, "127.0.0.1")));
  }

  private static Registration ours(int program, int version, Netid netid, String host) {
    return new Registration(
        program,
        version,
        netid,
        new InetSocketAddress(InetAddress.ofLiteral(host), 2049),
        "sluice");
  }

  @Test
  void getportKnowsOurProgramsByTheirProtocol() {
    assertThat(kernel.getport(NFS, 3, TCP)).isEqualTo(2049);
    assertThat(kernel.getport(NFS, 3, UDP)).isZero();
    assertThat(kernel.getport(100227, 3, TCP)).isZero();
  }

  @Test
  void anotherVersionOfAProgramIsSentToTheProgramItself() {
    assertThat(kernel.getport(NFS, 4, TCP)).isEqualTo(2049);
    assertThat(kernel.getaddr(NFS, 0, "tcp")).isEqualTo("127.0.0.1.8.1");
    assertThat(kernel.rpcb(9, NFS, 4, "tcp", "").readString(100)).isEmpty();
    assertThat(kernel.rpcb(9, NFS, 3, "tcp", "").readString(100)).isEqualTo("127.0.0.1.8.1");
  }

  @Test
  void getaddrHonoursTheNetidAndTheCallersWayToUs() {
    assertThat(kernel.getaddr(NFS, 3, "tcp6")).isEqualTo("::1.8.1");
    assertThat(stranger.getaddr(NFS, 3, "tcp")).isEqualTo("192.168.77.1.8.1");
    assertThat(stranger.getaddr(NFS, 3, "tcp6")).isEmpty();
    assertThat(stranger.getaddr(LOCKD, 4, "tcp")).isEmpty();
    assertThat(kernel.getaddr(NFS, 3, "udp")).isEmpty();
    assertThat(kernel.getaddr(NFS, 3, "")).isEqualTo("127.0.0.1.8.1");
  }

  @Test
  void theKernelMayRegisterItsLockManagerAndStillFindsOurs() {
    assertThat(kernel.unset(LOCKD, 4)).isTrue();
    assertThat(kernel.set(LOCKD, 4, TCP, 33333)).isTrue();
    assertThat(kernel.set(LOCKD, 1, TCP, 33333)).isTrue();
    assertThat(kernel.getport(LOCKD, 4, TCP)).isEqualTo(2049);
    assertThat(kernel.getport(LOCKD, 1, TCP)).isEqualTo(33333);
    assertThat(registrations.setByOthers(LOCKD, 4, Netid.TCP))
        .map(InetSocketAddress::getPort)
        .hasValue(33333);
    assertThat(kernel.unset(LOCKD, 4)).isTrue();
    assertThat(registrations.setByOthers(LOCKD, 4, Netid.TCP)).isEmpty();
  }

  @Test
  void version4SetsAndUnsetsByNetid() {
    assertThat(kernel.rpcb(1, 300001, 1, "udp6", "::.10.2").readBool()).isTrue();
    assertThat(kernel.rpcb(1, 300001, 1, "tcp", "0.0.0.0.10.2").readBool()).isTrue();
    assertThat(kernel.rpcb(1, 300001, 1, "local", "/run/x.sock").readBool()).isTrue();
    assertThat(kernel.rpcb(1, 300001, 1, "tcp", "nonsense").readBool()).isFalse();
    assertThat(kernel.getaddr(300001, 1, "udp6")).isEqualTo("::1.10.2");
    assertThat(kernel.rpcb(2, 300001, 1, "udp6", "").readBool()).isTrue();
    assertThat(kernel.getaddr(300001, 1, "udp6")).isEmpty();
    assertThat(kernel.getaddr(300001, 1, "tcp")).isEqualTo("127.0.0.1.10.2");
    assertThat(kernel.rpcb(2, 300001, 1, "", "").readBool()).isTrue();
    assertThat(kernel.getaddr(300001, 1, "tcp")).isEmpty();
  }

  @Test
  void onlyTheSuperuserOfThisMachineRegisters() {
    assertThat(user.set(300001, 1, TCP, 5000)).isFalse();
    assertThat(stranger.set(300001, 1, TCP, 5000)).isFalse();
    assertThat(user.rpcb(1, 300001, 1, "tcp", "127.0.0.1.8.1").readBool()).isFalse();
    assertThat(user.unset(300001, 1)).isFalse();
    assertThat(kernel.getport(300001, 1, TCP)).isZero();
  }

  @Test
  void theTableIsBounded() {
    for (int i = 0; i < Registrations.MOST_SET; i++) {
      assertThat(kernel.set(300000 + i, 1, TCP, 5000)).isTrue();
    }
    assertThat(kernel.set(400000, 1, TCP, 5000)).isFalse();
    assertThat(kernel.set(300000, 1, TCP, 6000)).isTrue();
    assertThat(dump2()).hasSize(2 + Registrations.MOST_SET);
  }

  @Test
  void dumpOfVersion2ShowsWhatIsReachedByIpv4() {
    assertThat(dump2()).containsExactly("100003 3 6 2049", "100021 4 6 2049");
  }

  private List<String> dump2() {
    XdrReader in = kernel.call(2, 4, out -> {});
    List<String> entries = new ArrayList<>();
    while (in.readBool()) {
      entries.add(in.readInt() + " " + in.readInt() + " " + in.readInt() + " " + in.readInt());
    }
    return entries;
  }

  @Test
  void dumpOfVersion4ShowsNetidsAndOwners() {
    kernel.rpcb(1, 300001, 1, "udp6", "::.10.2");
    XdrReader in = kernel.call(4, 4, out -> {});
    List<String> entries = new ArrayList<>();
    while (in.readBool()) {
      entries.add(
          in.readInt()
              + " "
              + in.readInt()
              + " "
              + in.readString(9)
              + " "
              + in.readString(99)
              + " "
              + in.readString(99));
    }
    assertThat(entries)
        .contains("100003 3 tcp 0.0.0.0.8.1 sluice", "300001 1 udp6 ::.10.2 0")
        .hasSize(5);
  }

  @Test
  void getaddrlistNamesEveryTransport() {
    XdrReader in = kernel.rpcb(11, NFS, 3, "", "");
    assertThat(in.readBool()).isTrue();
    assertThat(in.readString(99)).isEqualTo("127.0.0.1.8.1");
    assertThat(in.readString(99)).isEqualTo("tcp");
    assertThat(in.readInt()).isEqualTo(3);
    assertThat(in.readString(99)).isEqualTo("inet");
    assertThat(in.readString(99)).isEqualTo("tcp");
    assertThat(in.readBool()).isTrue();
    assertThat(in.readString(99)).isEqualTo("::1.8.1");
  }

  @Test
  void gettimeIsInSeconds() {
    assertThat(kernel.call(3, 6, out -> {}).readUnsignedInt()).isEqualTo(1_700_000_000L);
  }

  @Test
  void addressesAreTranslatedBothWays() {
    for (String address : List.of("127.0.0.1.8.1", "fe80::1.0.111")) {
      XdrReader there = kernel.call(4, 7, out -> out.writeString(address));
      assertThat(there.readInt()).isBetween(16, 28);
      byte[] bytes = there.readOpaque(28);
      XdrReader back = kernel.call(4, 8, out -> out.writeInt(bytes.length).writeOpaque(bytes));
      assertThat(back.readString(99)).isEqualTo(address);
    }
    assertThat(kernel.call(4, 7, out -> out.writeString("nowhere")).readInt()).isZero();
    assertThat(kernel.call(4, 8, out -> out.writeInt(3).writeOpaque(new byte[3])).readString(9))
        .isEmpty();
  }

  @Test
  void callsOnBehalfOfOthersAreNotOffered() {
    assertThat(program.procedure(2, 5)).isNull();
    assertThat(program.procedure(3, 5)).isNull();
    assertThat(program.procedure(4, 10)).isNull();
    assertThat(program.procedure(3, 9)).isNull();
    assertThat(program.procedure(4, 12)).isNull();
  }
}
