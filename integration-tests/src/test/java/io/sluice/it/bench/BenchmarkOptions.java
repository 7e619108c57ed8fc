package io.sluice.it.bench;

/// How to measure, as `rounds=12 millis=400 only=READ`.
///
/// @param rounds the best of which counts; the first ones warm the code up
/// @param millis of each server in each round
/// @param only how the titles of the wanted workloads begin
record BenchmarkOptions(int rounds, int millis, String only) {
  BenchmarkOptions {
    if (rounds < 1 || millis < 1) {
      throw new IllegalArgumentException("rounds and millis are at least 1");
    }
  }

  /// @throws IllegalArgumentException for what is none of these words
  static BenchmarkOptions parse(String... words) {
    BenchmarkOptions options = new BenchmarkOptions(12, 400, "");
    for (String word : words) {
      int equals = word.indexOf('=');
      options = options.with(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
    }
    return options;
  }

  private BenchmarkOptions with(String key, String value) {
    return switch (key) {
      case "rounds" -> new BenchmarkOptions(Integer.parseInt(value), millis, only);
      case "millis" -> new BenchmarkOptions(rounds, Integer.parseInt(value), only);
      case "only" -> new BenchmarkOptions(rounds, millis, value);
      default ->
          throw new IllegalArgumentException(
              "'" + key + "=" + value + "' is none of rounds=N, millis=N, only=TITLE");
    };
  }

  long nanos() {
    return millis * 1_000_000L;
  }

  boolean wants(Workload workload) {
    return workload.title().startsWith(only);
  }
}
