package io.sluice.server.metrics;

import com.codahale.metrics.MetricRegistry;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// `/metrics` for Prometheus, `/healthz` for whoever restarts servers, `/` for people. By plain
/// HTTP, GET and HEAD only.
public final class MetricsPage implements AutoCloseable {
  /// Connections that wait; nobody but one Prometheus and a few people come.
  private static final int BACKLOG = 16;

  /// What any program of this machine can take of the heap and of the threads: the JDK's server has
  /// no bounds of its own. It reads them once, so they hold for every server of this process, and
  /// whoever starts it may have set others. Connections; seconds for a request and for an answer,
  /// which is a few kilobytes; bytes of a request's headers.
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", 32,
          "sun.net.httpserver.maxReqTime", 10,
          "sun.net.httpserver.maxRspTime", 10,
          "sun.net.httpserver.maxReqHeaderSize", 8192);

  static {
    LIMITS.forEach((name, limit) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, limit.toString());
      }
    });
  }

  private final HttpServer http;
  private final ExecutorService threads;

  private MetricsPage(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
  }

  /// Starts it.
  ///
  /// @param welcome the text of `/`
  /// @throws IOException if the address cannot be listened on
  public static MetricsPage start(
      InetSocketAddress address, MetricRegistry registry, Supplier<String> welcome)
      throws IOException {
    HttpServer http = HttpServer.create(address, BACKLOG);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    http.setExecutor(threads);
    http.createContext(
        "/",
        exchange -> {
          switch (exchange.getRequestURI().getPath()) {
            case "/" -> answer(exchange, 200, "text/plain; charset=utf-8", welcome.get());
            case "/healthz" -> answer(exchange, 200, "text/plain; charset=utf-8", "ok\n");
            case "/metrics" ->
                answer(exchange, 200, PrometheusText.CONTENT_TYPE, PrometheusText.of(registry));
            default -> answer(exchange, 404, "text/plain; charset=utf-8", "not here\n");
          }
        });
    http.start();
    return new MetricsPage(http, threads);
  }

  /// Where it is, with the real port.
  public InetSocketAddress address() {
    return http.getAddress();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      if (!isHead && !exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
      if (!isHead) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
