package io.sluice.it.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// READ, WRITE and GETATTR of the RPC layer over a file system in memory, beside bare exchanges of
/// the same sizes. The three servers take turns in every round, so that what else the machine does
/// hits all of them.
final class RpcBenchmark {
  /// What Linux keeps outstanding when it reads ahead or writes back a large file.
  private static final int LARGE_DEPTH = 8;

  private static final int SMALL_DEPTH = 64;
  private static final int CONNECTIONS = 4;

  private final BenchmarkOptions options;

  RpcBenchmark(BenchmarkOptions options) {
    this.options = options;
  }

  List<Row> run() throws IOException {
    try (ServerUnderTest server = new ServerUnderTest()) {
      Requests requests = new Requests(server.file());
      List<Workload> workloads =
          List.of(
              requests.read(1),
              requests.read(LARGE_DEPTH),
              requests.write(1),
              requests.write(LARGE_DEPTH),
              requests.getattr(1),
              requests.getattr(SMALL_DEPTH),
              requests.getattr(SMALL_DEPTH).on(CONNECTIONS));
      List<Row> rows = new ArrayList<>();
      for (Workload workload : workloads) {
        if (options.wants(workload)) {
          rows.add(row(server, workload));
        }
      }
      return rows;
    }
  }

  private Row row(ServerUnderTest server, Workload workload) throws IOException {
    ByteBuffer reply;
    try (FastNfsClient client = new FastNfsClient(server.address(), workload)) {
      reply = client.sample();
    }
    Row row = Row.of(workload);
    try (BareExchange bare = new BareExchange(workload, reply, false);
        BareExchange copying = new BareExchange(workload, reply, true)) {
      for (int round = 0; round < options.rounds(); round++) {
        row =
            row.best(
                Meter.measure(bare.address(), workload, options.nanos()),
                Meter.measure(copying.address(), workload, options.nanos()),
                Meter.measure(server.address(), workload, options.nanos()));
      }
    }
    return row;
  }
}
