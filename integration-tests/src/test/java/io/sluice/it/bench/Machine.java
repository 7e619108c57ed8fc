package io.sluice.it.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where the figures come from, without which they mean nothing.
record Machine(int processors, String java, String kernel, String congestionControl, double load) {
  private static final Path CONGESTION_CONTROL =
      Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

  static Machine here() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Files.exists(CONGESTION_CONTROL) ? Files.readString(CONGESTION_CONTROL).strip() : "unknown",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  String describe() {
    String text =
        String.format(
            Locale.ROOT,
            "%d processors, Java %s, %s, TCP congestion control %s, load average %.1f",
            processors,
            java,
            kernel,
            congestionControl,
            load);
    return congestionControl.equals("bbr")
        ? text
            + "\nWARNING: bbr paces loopback and about halves it; run this under reno, best in a"
            + " network namespace of its own (docs/PERFORMANCE.md)"
        : text;
  }
}
