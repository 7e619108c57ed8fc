package io.sluice.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class NfsClientTest {
  private static final String LONG = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(20);

  private final FakeServer server =
      new FakeServer("/b", "/b/deep")
          .with("/b/a", "x")
          .with("/b/c", "")
          .with("/b/d/", "")
          .with("/b/d/long", LONG)
          .with("/b/e", "y")
          .with("/b/z", "z")
          .with("/b/deep/f", "other export");

  private final NfsClient client = new NfsClient(server, server);

  @Test
  void aDirectoryIsListedToItsLastPage() {
    assertThat(client.list("/b"))
        .map(RemoteFile::name)
        .containsExactly("a", "c", "d", "deep", "e", "z");
    assertThat(client.list("/b/d/")).map(RemoteFile::name).containsExactly("long");
  }

  @Test
  void attributesAreRead() {
    assertThat(client.stat("/b/d/long"))
        .isEqualTo(
            new RemoteFile(
                "long",
                RemoteFile.Type.REGULAR,
                0644,
                1,
                1000,
                4_294_967_294L,
                LONG.length(),
                Instant.ofEpochSecond(1_700_000_000L, 5)));
    assertThat(client.stat("/b").isDirectory()).isTrue();
  }

  @Test
  void aFileIsItsOwnList() {
    assertThat(client.list("/b/a")).map(RemoteFile::name).containsExactly("a");
  }

  @Test
  void theRootListsTheExports() {
    assertThat(client.list("/")).map(RemoteFile::name).containsExactly("/b", "/b/deep");
  }

  @Test
  void theLongestExportIsTheOneMeant() throws IOException {
    assertThat(content("/b/deep/f")).isEqualTo("other export");
  }

  @Test
  void aFileIsReadWholeThroughShortReads() throws IOException {
    assertThat(content("/b/d/long")).isEqualTo(LONG);
    assertThat(content("/b/c")).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidWithItsPathAndStatus() {
    assertThatThrownBy(() -> client.stat("/b/no\nsuch"))
        .isInstanceOf(NfsClientException.class)
        .hasMessage("cannot find /b/no\\x0asuch: NOENT: no such file or directory");
    assertThatThrownBy(() -> client.list("/other/x"))
        .hasMessage("cannot find /other/x: the server exports /b, /b/deep");
    assertThatThrownBy(() -> content("/b/d")).hasMessage("cannot read /b/d: a directory");
  }

  private String content(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    client.readTo(path, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
