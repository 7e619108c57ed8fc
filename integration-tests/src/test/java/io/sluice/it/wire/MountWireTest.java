package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MountWireTest extends WireTest {
  private static final int MOUNT = 100005;
  private static final int XID = 17;
  private static final int DATAGRAM = 8192;
  private static final int PATIENCE_MILLIS = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"/bucket", "/bucket/", "//bucket", "bucket", "/", "\\!"})
  void mntGivesTheHandleOfTheRoot(String path) {
    XdrReader results = call(3, 1, out -> out.writeString(path)).results();

    assertThat(results.readInt()).isZero();
    assertThat(FileHandle.of(ByteBuffer.wrap(results.readOpaque(64)))).isEqualTo(root);
    assertThat(results.readInt()).as("flavours").isEqualTo(1);
    assertThat(results.readInt()).as("AUTH_SYS").isEqualTo(1);
    assertThat(results.remaining()).isZero();
  }

  @Test
  void mntOfADirectoryBelowGivesItsHandle() {
    FileHandle dir = directory("some/prefix");

    XdrReader results = call(3, 1, out -> out.writeString("/bucket/some/prefix")).results();

    assertThat(results.readInt()).isZero();
    assertThat(FileHandle.of(ByteBuffer.wrap(results.readOpaque(64)))).isEqualTo(dir);
  }

  @ParameterizedTest
  @CsvSource({"/absent, 2", "/bucket/absent, 2", "/bucket/file, 20", "/private, 13", "/down, 5"})
  void mntSaysWhyNot(String path, int status) {
    file("file", "x");

    XdrReader results = call(3, 1, out -> out.writeString(path)).results();

    assertThat(results.readInt()).isEqualTo(status);
    assertThat(results.remaining()).isZero();
  }

  @Test
  void mntOfAPathBeyondTheLimitIsGarbage() {
    assertThat(call(3, 1, out -> out.writeString("/" + "x".repeat(1024))).outcome())
        .isEqualTo(RpcReply.Outcome.GARBAGE_ARGS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void exportListsTheExports(int version) {
    XdrReader results = call(version, 5, out -> {}).results();

    assertThat(results.readBool()).isTrue();
    assertThat(results.readString(1024)).isEqualTo("/bucket");
    assertThat(results.readBool()).as("groups").isFalse();
    assertThat(results.readBool()).as("more").isFalse();
    assertThat(results.remaining()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void dumpListsMountsUntilTheyAreUndone(int version) {
    directory("dir");
    for (String path : List.of("/bucket", "/bucket/dir", "/")) {
      call(3, 1, out -> out.writeString(path)).results();
    }

    assertThat(dump(version)).containsExactly("/bucket/dir", "/bucket");
    call(version, 3, out -> out.writeString("/bucket/dir/")).results();
    assertThat(dump(version)).containsExactly("/bucket");
    call(version, 4, out -> {}).results();
    assertThat(dump(version)).isEmpty();
  }

  @Test
  void version1DoesNotMount() {
    XdrReader results = call(1, 1, out -> out.writeString("/bucket")).results();

    assertThat(results.readInt()).isEqualTo(13);
    assertThat(results.remaining()).isZero();
  }

  @Test
  void x3_mountingNeedsNoCredentials() {
    XdrReader results =
        connection.call(MOUNT, 3, 1, AuthSys.NONE, out -> out.writeString("/bucket")).results();

    assertThat(results.readInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void otherVersionsAreAMismatch(int version) {
    RpcReply reply = call(version, 0, out -> {});

    assertThat(reply.outcome()).isEqualTo(RpcReply.Outcome.PROG_MISMATCH);
    assertThat(reply.rest().readInt()).isEqualTo(1);
    assertThat(reply.rest().readInt()).isEqualTo(3);
  }

  @Test
  void datagramsAreAnsweredToo() throws IOException {
    XdrReader mounted = overUdp(3, 1, out -> out.writeString("/bucket")).results();
    XdrReader exports = overUdp(1, 5, out -> {}).results();

    assertThat(mounted.readInt()).isZero();
    assertThat(FileHandle.of(ByteBuffer.wrap(mounted.readOpaque(64)))).isEqualTo(root);
    assertThat(exports.readBool()).isTrue();
    assertThat(exports.readString(1024)).isEqualTo("/bucket");
  }

  private RpcReply overUdp(int version, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    ByteBuffer message = ByteBuffer.allocate(DATAGRAM);
    RpcMessage.writeCall(
        new XdrWriter(message), XID, MOUNT, version, procedure, AuthSys.ROOT, arguments);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.send(new DatagramPacket(message.array(), message.position(), server.address()));
      DatagramPacket reply = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
      socket.receive(reply);
      return RpcMessage.readReply(ByteBuffer.wrap(reply.getData(), 0, reply.getLength()), XID);
    }
  }

  private List<String> dump(int version) {
    XdrReader results = call(version, 2, out -> {}).results();
    List<String> paths = new ArrayList<>();
    while (results.readBool()) {
      assertThat(results.readString(255)).isEqualTo("127.0.0.1");
      paths.add(results.readString(1024));
    }
    assertThat(results.remaining()).isZero();
    return paths;
  }

  private RpcReply call(int version, int procedure, Consumer<XdrWriter> arguments) {
    return connection.call(MOUNT, version, procedure, AuthSys.ROOT, arguments);
  }
}
