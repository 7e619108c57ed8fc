package io.sluice.server.assembly;

import com.codahale.metrics.MetricRegistry;
import io.sluice.config.MetricsListen;
import io.sluice.server.metrics.MetricsPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the page of metrics if it is wanted. That its port is taken is no reason not to serve
/// files.
final class PageOfMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(PageOfMetrics.class);

  private PageOfMetrics() {}

  static Optional<MetricsPage> start(MetricsListen wanted, MetricRegistry registry) {
    return switch (wanted) {
      case MetricsListen.Off() -> Optional.empty();
      case MetricsListen.At(InetSocketAddress address) -> start(wanted, address, registry);
    };
  }

  private static Optional<MetricsPage> start(
      MetricsListen wanted, InetSocketAddress address, MetricRegistry registry) {
    try {
      MetricsPage page = MetricsPage.start(address, registry, () -> "Sluice: /metrics /healthz\n");
      LOG.info("metrics at http:/{}/metrics", page.address());
      return Optional.of(page);
    } catch (IOException taken) {
      LOG.warn(
          "no page of metrics, since {} cannot be listened on ({}): set --metrics-listen",
          wanted,
          taken.getMessage());
      return Optional.empty();
    }
  }
}
