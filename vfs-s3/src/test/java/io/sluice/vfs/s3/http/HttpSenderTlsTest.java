package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.s3.http.HttpSender.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same by TLS, with a certificate for `localhost` only.
final class HttpSenderTlsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static SSLContext both;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias server -keyalg EC -dname CN=localhost"
                        + " -ext san=dns:localhost -validity 2 -storetype PKCS12"
                        + " -storepass changeit -keystore "
                        + store)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    both = context(store);
  }

  /// Shows the certificate of a key store, and trusts it.
  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store)) {
      keys.load(input, PASSWORD);
    }
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, PASSWORD);
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, PASSWORD);
    certificates.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  @Test
  void aBodyArrives() throws Exception {
    try (TestServer server =
            new TestServer(both.getServerSocketFactory(), HttpSenderTlsTest::answerAll);
        HttpSender sender = sender("localhost", server, both)) {
      List<ByteBuffer> body = List.of(ByteBuffer.allocateDirect(3_000_000));
      for (int i = 0; i < 2; i++) {
        assertThat(sender.send(HttpSenderTest.upload(body), LONG).header("x-length"))
            .isEqualTo("3000000");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyComesToWhereItIsWanted() throws Exception {
    try (TestServer server =
            new TestServer(both.getServerSocketFactory(), StreamedAnswersTest::answerAll);
        HttpSender sender = sender("localhost", server, both)) {
      for (int i = 0; i < 2; i++) {
        byte[] expected = StreamedAnswersTest.body();
        CollectingReceiver receiver = new CollectingReceiver(expected.length, 1_000_001);
        sender.send(StreamedAnswersTest.get(), LONG, receiver);
        assertThat(receiver.bytes()).isEqualTo(expected);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static void answerAll(int number, Socket socket, InputStream input) throws IOException {
    for (String head = TestServer.head(input); !head.isEmpty(); head = TestServer.head(input)) {
      int length = TestServer.body(head, input).length;
      TestServer.answer(
          socket, "HTTP/1.1 200 OK\r\nx-length: " + length + "\r\ncontent-length: 0\r\n\r\n");
    }
  }

  @Test
  void aCertificateForAnotherNameOrOfAnUnknownAuthorityIsRefused() throws Exception {
    try (TestServer server =
            new TestServer(both.getServerSocketFactory(), HttpSenderTlsTest::answerAll);
        HttpSender elsewhere = sender("127.0.0.1", server, both);
        HttpSender untrusting = sender("localhost", server, SSLContext.getDefault())) {
      for (HttpSender sender : List.of(elsewhere, untrusting)) {
        assertThatThrownBy(() -> sender.send(HttpSenderTest.upload(List.of()), LONG))
            .isInstanceOf(SSLException.class)
            .hasCauseInstanceOf(GeneralSecurityException.class);
      }
    }
  }

  private static HttpSender sender(String host, TestServer server, SSLContext trust) {
    HttpOrigin origin = new HttpOrigin(true, host, server.port());
    return new HttpSender(new Connector(origin, LONG, trust), new Limits(LONG, LONG, LONG));
  }
}
