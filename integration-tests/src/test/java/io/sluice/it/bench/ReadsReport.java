package io.sluice.it.bench;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;

import io.sluice.it.fake.shape.Count;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The figures of reading as a table of Markdown. The ratio to bare is that of the second of the
/// two equal loads of a server to the second of the bare client.
final class ReadsReport {
  /// The two lines above the rows.
  static final String HEAD =
      """
      | work | wanted | MB/s, reads/s, files/s or ms a file: first, second | bare | of bare | CPU-s per GB or 1,000: first, second | bare | peak MiB | requests of the second | bytes fetched of those read |
      |---|---|---|---|---|---|---|---|---|---|\
      """;

  private ReadsReport() {}

  static String line(ReadWork work, List<ReadFigure> sluice, List<ReadFigure> bare) {
    ReadFigure second = sluice.getLast();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s, **%s** | %s | %.2f | %.2f, **%.2f** | %.2f | %d | %s | %.3f |",
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
        requests(second),
        (double) second.s3().of(GET_OBJECT).bytesSent() / work.bytes());
  }

  private static String speed(ReadWork work, ReadFigure figure) {
    double perSecond = work.amount() / figure.seconds();
    return switch (work.way()) {
      case STREAM, LISTED, COUNTED -> String.format(Locale.ROOT, "%.0f", perSecond);
      case RANDOM -> String.format(Locale.ROOT, "%.1f", perSecond);
      case BEGINNINGS, ENDS -> String.format(Locale.ROOT, "%.1f", 1000 / perSecond);
    };
  }

  private static double cost(ReadWork work, ReadFigure figure) {
    return figure.cpuSeconds() / work.amount() * 1000;
  }

  private static String requests(ReadFigure figure) {
    return new TreeMap<>(figure.s3().byOperation())
        .entrySet().stream()
            .filter(entry -> !entry.getValue().equals(Count.ZERO))
            .map((Map.Entry<?, Count> entry) -> entry.getValue().requests() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }
}
