package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
  private final MetricRegistry registry = new MetricRegistry();

  @Test
  void familiesStandTogetherUnderTheirType() {
    registry.counter(PrometheusText.name("calls_total", "procedure", "READ")).inc(2);
    registry.counter(PrometheusText.name("calls_total", "procedure", "LOOKUP")).inc();
    registry.gauge("memory_bytes", () -> (Gauge<Long>) () -> 7L);
    registry.gauge("hidden_total", () -> (Gauge<Long>) () -> 1L);

    assertThat(PrometheusText.of(registry))
        .isEqualTo(
            """
            # TYPE calls_total counter
            calls_total{procedure="LOOKUP"} 1
            calls_total{procedure="READ"} 2
            # TYPE hidden_total counter
            hidden_total 1
            # TYPE memory_bytes gauge
            memory_bytes 7
            """);
  }

  @Test
  void labelsAreEscaped() {
    assertThat(PrometheusText.name("m", "a", "x\"\\\ny", "b", "z"))
        .isEqualTo("m{a=\"x\\\"\\\\\\ny\",b=\"z\"}");
    assertThat(PrometheusText.name("m")).isEqualTo("m");
  }
}
