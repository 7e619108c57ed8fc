package io.sluice.it.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The figures as a table of Markdown, ratios first.
final class Report {
  private static final String HEAD =
      """
      | calls | of bare | of bare + copy | RPC | bare | bare + copy | RPC CPU/call | bare CPU/call | bare + copy CPU/call |
      |---|---|---|---|---|---|---|---|---|
      """;

  private Report() {}

  static String table(List<Row> rows) {
    return HEAD + rows.stream().map(Report::line).collect(Collectors.joining("\n"));
  }

  private static String line(Row row) {
    return String.join(
        " | ",
        "| " + row.workload().title(),
        ratio(row.ratioToBare()),
        isCopied(row) ? ratio(row.ratioToCopying()) : "",
        speed(row, row.rpc()),
        speed(row, row.bare()),
        isCopied(row) ? speed(row, row.copying()) : "",
        cpu(row.rpc()),
        cpu(row.bare()),
        (isCopied(row) ? cpu(row.copying()) : "") + " |");
  }

  private static boolean isCopied(Row row) {
    return row.workload().payloadBytes() > 0;
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String speed(Row row, Figure figure) {
    return isCopied(row)
        ? String.format(
            Locale.ROOT, "%.1f GB/s", figure.perSecond() * row.workload().payloadBytes() / 1e9)
        : String.format(Locale.ROOT, "%.0f k/s", figure.perSecond() / 1e3);
  }

  private static String cpu(Figure figure) {
    return String.format(Locale.ROOT, "%.1f us", figure.cpuMicros());
  }
}
