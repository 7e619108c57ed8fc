package io.sluice.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Operation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts the requests that are sent to S3: what the bill counts, and where the time goes.
public final class S3Meter implements S3Calls {
  private record Meters(Map<Result, Counter> requests, Counter bytes, Counter nanos) {}

  /// Complete from the start, so that a rate can be seen from the first request on.
  private final Map<S3Operation, Meters> meters = new EnumMap<>(S3Operation.class);

  /// Counts into a registry.
  public S3Meter(MetricRegistry registry) {
    for (S3Operation operation : S3Operation.values()) {
      meters.put(operation, meters(registry, operation.title()));
    }
  }

  @Override
  public void ended(S3Operation operation, Result result, long bytes, long nanos) {
    Meters ofThis = meters.get(operation);
    if (ofThis == null) {
      return;
    }
    Counter requests = ofThis.requests().get(result);
    if (requests != null) {
      requests.inc();
    }
    ofThis.bytes().inc(bytes);
    ofThis.nanos().inc(nanos);
  }

  private static Meters meters(MetricRegistry registry, String operation) {
    Map<Result, Counter> requests = new EnumMap<>(Result.class);
    Arrays.stream(Result.values())
        .forEach(result -> requests.put(result, requests(registry, operation, result)));
    return new Meters(
        requests,
        registry.counter(
            PrometheusText.name("sluice_s3_received_bytes_total", "operation", operation)),
        registry.counter(
            PrometheusText.name("sluice_s3_request_nanoseconds_total", "operation", operation)));
  }

  private static Counter requests(MetricRegistry registry, String operation, Result result) {
    return registry.counter(
        PrometheusText.name(
            "sluice_s3_requests_total",
            "operation",
            operation,
            "result",
            result.name().toLowerCase(Locale.ROOT)));
  }
}
