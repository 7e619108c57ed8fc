package io.sluice.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.reference.Seed;
import io.sluice.server.client.NfsClient;
import io.sluice.server.client.NfsClientException;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.client.RemoteFile;
import io.sluice.server.nfs3.AccessPolicy;
import io.sluice.server.rpc.CallerRules;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The client of `sluice ls`, `cat` and `get`, which shares no code of NFS with the server.
final class SmallClientWireTest {
  private static final int MANY = 5_000;
  private static final int PIECE = 1 << 20;

  private final WireServer server =
      new WireServer(new AccessPolicy(false, true, 0), CallerRules.OPEN);
  private final String root = "nfs://127.0.0.1:" + server.address().getPort();

  @AfterEach
  void stop() {
    server.close();
  }

  private NfsClient open() {
    return NfsClient.open(NfsUrl.parse(root + "/bucket"));
  }

  @Test
  void aLargeDirectoryIsListedWhole() {
    List<String> names = IntStream.range(0, MANY).mapToObj("file %05d ü"::formatted).toList();
    names.forEach(name -> Seed.file(server.fileSystem(), "a/b/" + name, new byte[0]));
    try (NfsClient client = open()) {
      assertThat(client.list("/bucket/a/b"))
          .map(RemoteFile::name)
          .containsExactlyInAnyOrderElementsOf(names);
      assertThat(client.list("/bucket/a")).singleElement().matches(RemoteFile::isDirectory);
      assertThat(client.list("/")).map(RemoteFile::name).containsExactly("/bucket");
    }
  }

  @Test
  void aFileIsReadByteForByte() throws Exception {
    byte[] content = new byte[10 * PIECE + 12_345];
    new Random(1).nextBytes(content);
    FileId file = Seed.file(server.fileSystem(), "f", new byte[0]);
    for (int from = 0; from < content.length; from += PIECE) {
      byte[] piece = Arrays.copyOfRange(content, from, Math.min(from + PIECE, content.length));
      server.fileSystem().write(file, from, ByteBuffer.wrap(piece), Durability.FILE);
    }
    try (NfsClient client = open()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      client.readTo("/bucket/f", out);
      assertThat(out.toByteArray()).isEqualTo(content);
      assertThat(client.stat("/bucket/f").size()).isEqualTo(content.length);
    }
  }

  @Test
  void whatIsNotThereIsSaidInASentence() {
    try (NfsClient client = open()) {
      assertThatThrownBy(() -> client.stat("/bucket/none"))
          .isInstanceOf(NfsClientException.class)
          .hasMessage("cannot find /bucket/none: NOENT: no such file or directory");
      assertThatThrownBy(() -> client.stat("/other"))
          .hasMessage("cannot find /other: the server exports /bucket");
    }
  }

  @Test
  void whereNobodyAnswersIsSaidInASentence() {
    WireServer gone = new WireServer(new AccessPolicy(true, true, 0), CallerRules.OPEN);
    gone.close();
    NfsUrl url = NfsUrl.parse("nfs://127.0.0.1:" + gone.address().getPort() + "/bucket");
    assertThatThrownBy(() -> NfsClient.open(url))
        .isInstanceOf(NfsClientException.class)
        .hasMessageContaining("no server answers at 127.0.0.1 port");
  }
}
