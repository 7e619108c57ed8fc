package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.sluice.server.mount3.ExportTable;
import io.sluice.server.mount3.Mount3Program;
import io.sluice.server.mount3.MountOutcome;
import io.sluice.server.rpc.AcceptStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RpcMeterTest {
  private static final class NoExports implements ExportTable {
    @Override
    public List<String> exports() {
      return List.of();
    }

    @Override
    public MountOutcome mount(String path) {
      return new MountOutcome.NoEntry();
    }

    @Override
    public void unmounted(String path) {}
  }

  @Test
  void callsAreCountedByProcedureAndEnding() {
    MetricRegistry registry = new MetricRegistry();
    RpcMeter meter = new RpcMeter(registry);

    meter.connected();
    meter.answered(new Mount3Program(new NoExports()), "MNT", AcceptStatus.SUCCESS, 4);
    meter.answered(new Mount3Program(new NoExports()), "MNT", AcceptStatus.SUCCESS, 5);
    meter.refused();

    assertThat(PrometheusText.of(registry))
        .contains(
            "sluice_rpc_calls_total{program=\"MOUNT\",procedure=\"MNT\",status=\"success\"} 2\n",
            "sluice_rpc_call_nanoseconds_total{program=\"MOUNT\",procedure=\"MNT\",status=\"success\"}"
                + " 9\n",
            "# TYPE sluice_rpc_connections gauge\nsluice_rpc_connections 1\n",
            "sluice_rpc_refused_total 1\n");
  }
}
