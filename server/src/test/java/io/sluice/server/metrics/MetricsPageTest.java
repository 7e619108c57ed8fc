package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
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

  @Test
  void aTakenPortIsReported() {
    assertThatThrownBy(() -> start(page.address().getPort()))
        .hasCauseInstanceOf(BindException.class);
  }
}
