package io.sluice.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import io.sluice.server.rpc.AcceptStatus;
import io.sluice.server.rpc.RpcObserver;
import io.sluice.server.rpc.RpcProgram;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the calls of clients, by program and procedure. There are as many counters as procedures
/// and ways to end, since names come from our own programs and never from a call.
public final class RpcMeter implements RpcObserver {
  private record Ending(String program, String procedure, AcceptStatus status) {}

  private record Meters(Counter calls, Counter nanos) {}

  private final MetricRegistry registry;
  private final Counter refused;
  private final Counter repeated;
  private final Counter connections;
  private final Map<Ending, Meters> meters = new ConcurrentHashMap<>();

  /// Counts into a registry.
  public RpcMeter(MetricRegistry registry) {
    this.registry = registry;
    refused = registry.counter("sluice_rpc_refused_total");
    repeated = registry.counter("sluice_rpc_repeated_total");
    connections = registry.counter("sluice_rpc_connections");
  }

  @Override
  public void answered(RpcProgram program, String procedure, AcceptStatus status, long nanos) {
    Meters ofThese =
        meters.computeIfAbsent(new Ending(program.name(), procedure, status), this::meters);
    ofThese.calls().inc();
    ofThese.nanos().inc(nanos);
  }

  @Override
  public void refused() {
    refused.inc();
  }

  @Override
  public void repeated() {
    repeated.inc();
  }

  @Override
  public void connected() {
    connections.inc();
  }

  @Override
  public void disconnected() {
    connections.dec();
  }

  private Meters meters(Ending ending) {
    String[] labels = {
      "program", ending.program(),
      "procedure", ending.procedure(),
      "status", ending.status().name().toLowerCase(Locale.ROOT)
    };
    return new Meters(
        registry.counter(PrometheusText.name("sluice_rpc_calls_total", labels)),
        registry.counter(PrometheusText.name("sluice_rpc_call_nanoseconds_total", labels)));
  }
}
