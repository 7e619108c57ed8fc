package io.sluice.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.TreeMap;

/// Writes the counters and gauges of a registry in the text format of Prometheus (version 0.0.4). A
/// metric's name in the registry is what stands in the text, labels included:
/// `sluice_rpc_calls_total{program="NFS",procedure="READ"}`.
public final class PrometheusText {
  /// The content type of the text.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private PrometheusText() {}

  /// The whole page; families together, as the format demands.
  public static String of(MetricRegistry registry) {
    StringBuilder text = new StringBuilder();
    String family = "";
    for (Map.Entry<String, Metric> entry : new TreeMap<>(registry.getMetrics()).entrySet()) {
      String ofThis = family(entry.getKey());
      switch (entry.getValue()) {
        case Counter counter -> {
          type(text, family, ofThis);
          line(text, entry.getKey(), counter.getCount());
        }
        case Gauge<?> gauge when gauge.getValue() instanceof Number number -> {
          type(text, family, ofThis);
          line(text, entry.getKey(), number);
        }
        default -> {}
      }
      family = ofThis;
    }
    return text.toString();
  }

  /// A name with labels, their values escaped.
  ///
  /// @param labels names and values in turn; never anything that a key or a client can choose
  public static String name(String family, String... labels) {
    StringBuilder name = new StringBuilder(family);
    for (int i = 0; i < labels.length; i += 2) {
      String value = labels[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      name.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"").append(value).append('"');
    }
    return labels.length == 0 ? family : name.append('}').toString();
  }

  private static String family(String name) {
    int brace = name.indexOf('{');
    return brace < 0 ? name : name.substring(0, brace);
  }

  /// What only grows is named `_total`, as Prometheus recommends.
  private static void type(StringBuilder text, String before, String family) {
    if (!family.equals(before)) {
      String type = family.endsWith("_total") ? "counter" : "gauge";
      text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    }
  }

  private static void line(StringBuilder text, String name, Number value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
