package io.sluice.it.bench;

import java.io.IOException;

/// Runs the benchmarks and prints what they found: `mvn -Pbench -DskipTests verify
/// -Dbenchmark.args="rounds=12 millis=400"`.
public final class Benchmarks {
  private Benchmarks() {}

  /// Measures and prints.
  ///
  /// @param args as [BenchmarkOptions] reads them
  public static void main(String[] args) throws IOException {
    BenchmarkOptions options = BenchmarkOptions.parse(args);
    System.out.println(Machine.here().describe());
    System.out.printf("best of %d runs of %d ms%n%n", options.rounds(), options.millis());
    System.out.println(Report.table(new RpcBenchmark(options).run()));
  }
}
