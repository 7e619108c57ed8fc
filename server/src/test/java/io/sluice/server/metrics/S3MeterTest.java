package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.sluice.vfs.s3.S3Calls.Result;
import io.sluice.vfs.s3.S3Operation;
import org.junit.jupiter.api.Test;

final class S3MeterTest {
  @Test
  void requestsAreCountedByOperationAndResult() {
    MetricRegistry registry = new MetricRegistry();
    S3Meter meter = new S3Meter(registry);

    meter.ended(S3Operation.GET_OBJECT, Result.OK, 100, 5);
    meter.ended(S3Operation.GET_OBJECT, Result.THROTTLED, 0, 2);

    assertThat(PrometheusText.of(registry))
        .contains("sluice_s3_requests_total{operation=\"GetObject\",result=\"ok\"} 1\n")
        .contains("sluice_s3_requests_total{operation=\"GetObject\",result=\"throttled\"} 1\n")
        .contains("sluice_s3_requests_total{operation=\"HeadObject\",result=\"ok\"} 0\n")
        .contains("sluice_s3_received_bytes_total{operation=\"GetObject\"} 100\n")
        .contains("sluice_s3_request_nanoseconds_total{operation=\"GetObject\"} 7\n");
  }
}
