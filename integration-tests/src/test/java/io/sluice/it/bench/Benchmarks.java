package io.sluice.it.bench;

import io.sluice.it.kernel.Launcher;
import java.io.IOException;
import java.util.Arrays;

/// Runs a benchmark and prints what it found: `mvn -Pbench -DskipTests verify
/// -Dbenchmark.args="rounds=12 millis=400"`, or `"names rounds=3"`, or `"uploads 3"`, or
/// `"writes"`, or `"reads"`.
public final class Benchmarks {
  private Benchmarks() {}

  /// Measures and prints.
  ///
  /// @param args `names` and what [NamesOptions] reads, `uploads` and how many rounds, `writes` or
  ///   `reads` and how the titles of the wanted rows begin, or what [BenchmarkOptions] reads
  public static void main(String[] args) throws IOException, InterruptedException {
    switch (args.length == 0 ? "" : args[0]) {
      case "names" -> names(NamesOptions.parse(Arrays.copyOfRange(args, 1, args.length)));
      case "uploads" -> uploads(args.length > 1 ? Integer.parseInt(args[1]) : 2);
      case "writes" -> writes(args.length > 1 ? args[1].replace('_', ' ') : "");
      case "reads" -> reads(args.length > 1 ? args[1].replace('_', ' ') : "");
      default -> rpc(BenchmarkOptions.parse(args));
    }
  }

  private static void rpc(BenchmarkOptions options) throws IOException {
    System.out.println(Machine.here().describe());
    System.out.printf("best of %d runs of %d ms%n%n", options.rounds(), options.millis());
    System.out.println(Report.table(new RpcBenchmark(options).run()));
  }

  private static void uploads(int rounds) throws IOException, InterruptedException {
    System.out.println(Machine.here().describe());
    new UploadsBenchmark(rounds).run();
  }

  private static void writes(String only) throws IOException, InterruptedException {
    System.out.println(Machine.here().describe());
    Launcher.train();
    new WritesBenchmark(only).run();
  }

  private static void reads(String only) throws IOException, InterruptedException {
    System.out.println(Machine.here().describe());
    Launcher.train();
    new ReadsBenchmark(only).run();
  }

  private static void names(NamesOptions options) throws IOException, InterruptedException {
    System.out.println(Machine.here().describe());
    Launcher.train();
    NamesBenchmark benchmark = new NamesBenchmark(options);
    System.out.println(benchmark.describe() + "\n");
    System.out.println(NamesReport.HEAD);
    benchmark.run(row -> System.out.println(NamesReport.line(row)));
  }
}
