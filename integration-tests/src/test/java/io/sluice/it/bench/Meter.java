package io.sluice.it.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs a workload against a server of this process. Processor time of the server is that of the
/// whole process without the threads of the clients, so garbage collection and compilation count.
final class Meter {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Meter() {}

  static Figure measure(InetSocketAddress server, Workload workload, long nanos)
      throws IOException {
    List<FutureTask<FastNfsClient.Load>> runs = new ArrayList<>();
    for (int i = 0; i < workload.connections(); i++) {
      FastNfsClient client = new FastNfsClient(server, workload);
      runs.add(new FutureTask<>(() -> load(client, nanos)));
    }
    long cpu = PROCESS.getProcessCpuTime();
    runs.forEach(run -> Thread.ofPlatform().name("client").daemon().start(run));
    double perSecond = 0;
    long calls = 0;
    long clientCpu = 0;
    for (FutureTask<FastNfsClient.Load> run : runs) {
      FastNfsClient.Load load = result(run);
      perSecond += load.calls() * 1e9 / load.nanos();
      calls += load.calls();
      clientCpu += load.cpuNanos();
    }
    return new Figure(perSecond, (PROCESS.getProcessCpuTime() - cpu - clientCpu) / 1e3 / calls);
  }

  private static FastNfsClient.Load load(FastNfsClient client, long nanos) throws IOException {
    try (client) {
      return client.run(nanos);
    }
  }

  private static FastNfsClient.Load result(FutureTask<FastNfsClient.Load> run) throws IOException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
