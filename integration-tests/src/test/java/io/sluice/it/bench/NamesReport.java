package io.sluice.it.bench;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.HEAD_OBJECT;
import static io.sluice.it.fake.shape.S3Operation.LIST_OBJECTS_V2;

import io.sluice.it.fake.shape.Counts;
import java.util.Locale;

/// The figures of names as a table of Markdown. Requests, bytes and what the server used are those
/// of the median round.
final class NamesReport {
  /// The two lines above the rows.
  static final String HEAD =
      """
      | work | s: min / median / max | wanted | LIST / HEAD / GET | other | MB out of S3 | calls | CPU s | peak MiB | peers, s: Mountpoint / GeeseFS / goofys / rclone / s3fs |
      |---|---|---|---|---|---|---|---|---|---|\
      """;

  private NamesReport() {}

  static String line(NamesRow row) {
    NamesFigure median = row.median();
    Counts s3 = median.s3();
    long list = s3.of(LIST_OBJECTS_V2).requests();
    long head = s3.of(HEAD_OBJECT).requests();
    long get = s3.of(GET_OBJECT).requests();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f / **%.2f** / %.2f | %s | %d / %d / %d | %d | %.2f | %d | %.2f | %d | %s |",
        row.work().title(),
        row.fastest().seconds(),
        median.seconds(),
        row.slowest().seconds(),
        row.work().wanted(),
        list,
        head,
        get,
        s3.total().requests() - list - head - get,
        s3.total().bytesSent() / 1e6,
        median.calls(),
        median.cpuSeconds(),
        median.peakBytes() >> 20,
        row.work().peers());
  }
}
