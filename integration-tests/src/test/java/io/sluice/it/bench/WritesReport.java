package io.sluice.it.bench;

import io.sluice.it.fake.shape.Count;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The figures of writing as a table of Markdown. The ratio to bare is that of the second of the
/// two equal loads of a server to the second of the bare client.
final class WritesReport {
  /// The two lines above the rows.
  static final String HEAD =
      """
      | work | wanted | MB/s or files/s: first, second | bare | of bare | CPU-s per GB or 1,000 files: first, second | bare | peak MiB | requests of the second |
      |---|---|---|---|---|---|---|---|---|\
      """;

  private WritesReport() {}

  static String line(WriteWork work, List<WriteFigure> sluice, List<WriteFigure> bare) {
    WriteFigure second = sluice.getLast();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f, **%.0f** | %.0f | %.2f | %.2f, **%.2f** | %.2f | %d | %s |",
        work.title(),
        work.wanted(),
        speed(work, sluice.getFirst()),
        speed(work, second),
        speed(work, bare.getLast()),
        bare.getLast().seconds() / second.seconds(),
        cost(work, sluice.getFirst()),
        cost(work, second),
        cost(work, bare.getLast()),
        second.peakBytes() >> 20,
        requests(second));
  }

  private static double speed(WriteWork work, WriteFigure figure) {
    return work.amount() / figure.seconds();
  }

  private static double cost(WriteWork work, WriteFigure figure) {
    return figure.cpuSeconds() / work.amount() * 1000;
  }

  private static String requests(WriteFigure figure) {
    return new TreeMap<>(figure.s3().byOperation())
        .entrySet().stream()
            .filter(entry -> !entry.getValue().equals(Count.ZERO))
            .map((Map.Entry<?, Count> entry) -> entry.getValue().requests() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }
}
