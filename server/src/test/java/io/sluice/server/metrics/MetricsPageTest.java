package io.sluice.server.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
  static {
    // The JDK reads it once; nobody wants to wait for as long as a server does.
    System.setProperty("sun.net.httpserver.maxReqTime", "1");
  }

  private final MetricRegistry registry = new MetricRegistry();
  private final MetricsPage page = start(0);

  private MetricsPage start(int port) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return MetricsPage.start(address, registry, () -> "hello\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    page.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + page.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void metricsAreServedAsPrometheusReadsThem() throws Exception {
    registry.counter("calls_total").inc();

    HttpResponse<String> response = ask("GET", "/metrics");

    assertThat(response.body()).isEqualTo("# TYPE calls_total counter\ncalls_total 1\n");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    assertThat(ask("GET", "/healthz").body()).isEqualTo("ok\n");
    assertThat(ask("GET", "/").body()).isEqualTo("hello\n");
    assertThat(ask("GET", "/metrics/x").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
    assertThat(ask("HEAD", "/metrics").statusCode()).isEqualTo(200);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /// That the server closes a connection, one way or the other.
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void x6_halfARequestIsNotWaitedForForever() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(US_ASCII));

      assertThat(isClosed(socket)).isTrue();
    }
  }

  @Test
  void x6_longHeadersAreRefused() throws IOException {
    try (Socket socket = connect()) {
      String request = "GET / HTTP/1.1\r\nHost: here\r\nX: " + "x".repeat(10_000) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
          .isNotEqualTo("HTTP/1.1 200");
    } catch (SocketException reset) {
      // It need not say why.
    }
  }

  @Test
  void x6_moreConnectionsThanThePageNeedsAreTurnedAway() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        held.add(connect());
      }
      try (Socket one = connect()) {
        one.setSoTimeout(500);

        assertThat(isClosed(one)).isTrue();
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void aTakenPortIsReported() {
    assertThatThrownBy(() -> start(page.address().getPort()))
        .hasCauseInstanceOf(BindException.class);
  }
}
