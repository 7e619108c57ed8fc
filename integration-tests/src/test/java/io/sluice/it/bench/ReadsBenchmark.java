package io.sluice.it.bench;

import io.sluice.it.kernel.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Objects read through a server of its own process out of an S3 of its own process, by this JVM as
/// Linux reads them, beside a bare client that does the same GETs. A server reads equal objects
/// twice, never the same ones.
final class ReadsBenchmark {
  private static final String MEMORY = "512MiB";
  private static final List<String> BOTH = List.of("first", "second");

  /// S3 and this client read it with servers that are thrown away, since they are what is measured
  /// with: it is not their compiling that is to be seen.
  private static final List<String> BEFORE = List.of("third");

  /// After so many both take as long as after twice as many.
  private static final int WARM_UPS = 4;

  private final String only;

  ReadsBenchmark(String only) {
    this.only = only;
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-reads");
    Runtime.getRuntime().addShutdownHook(new Thread(ReadsBenchmark::leaveNoServers));
    System.out.printf("Server: %s, --memory-target %s%n%n", ColdServer.STARTED, MEMORY);
    System.out.println(ReadsReport.HEAD);
    try {
      for (ReadWork work : ReadWork.all()) {
        if (work.title().startsWith(only)) {
          System.out.println(row(work, folder));
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  /// For whoever stops the benchmark in the middle.
  private static void leaveNoServers() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }

  /// The bare client comes first and last, so that its second time is as late as Sluice's.
  private static String row(ReadWork work, Path folder) throws IOException, InterruptedException {
    List<ReadFigure> sluice = new ArrayList<>();
    List<ReadFigure> bare = new ArrayList<>();
    try (SlowS3 s3 = SlowS3.start("READS", work.pace().words(), folder);
        BareReader plain = BareReader.start(work, s3.endpoint(), folder)) {
      bare.add(measure(s3, plain::usage, () -> plain.read(work, BOTH.getFirst())));
      if (work.isSecured()) {
        try (TlsFront front = TlsFront.start(s3.endpoint(), folder)) {
          warmUp(work, front.endpoint(), front.trust(), s3, folder);
          sluice.addAll(read(BOTH, work, front.endpoint(), front.trust(), s3, folder));
        }
      } else {
        warmUp(work, s3.endpoint(), Map.of(), s3, folder);
        sluice.addAll(read(BOTH, work, s3.endpoint(), Map.of(), s3, folder));
      }
      bare.add(measure(s3, plain::usage, () -> plain.read(work, BOTH.getLast())));
    }
    return ReadsReport.line(work, sluice, bare);
  }

  private static void warmUp(
      ReadWork work, String endpoint, Map<String, String> trust, SlowS3 s3, Path folder)
      throws IOException, InterruptedException {
    for (int time = 0; time < WARM_UPS; time++) {
      read(BEFORE, work, endpoint, trust, s3, folder);
    }
  }

  /// All by one server.
  private static List<ReadFigure> read(
      List<String> editions,
      ReadWork work,
      String endpoint,
      Map<String, String> trust,
      SlowS3 s3,
      Path folder)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(s3.credentials());
    environment.putAll(trust);
    try (ColdServer server =
            ColdServer.start(endpoint, folder, environment, "--memory-target", MEMORY);
        LinuxReader linux = new LinuxReader(server.address())) {
      List<ReadFigure> figures = new ArrayList<>();
      for (String edition : editions) {
        figures.add(measure(s3, server::usage, () -> linux.read(work, edition)));
      }
      return figures;
    }
  }

  /// Something that may fail as programs with sockets do.
  private interface Action {
    void run() throws IOException;
  }

  /// What a process has used.
  private interface Usage {
    ProcessUsage now() throws IOException;
  }

  private static ReadFigure measure(SlowS3 s3, Usage usage, Action work)
      throws IOException, InterruptedException {
    var asked = s3.quietCounts();
    ProcessUsage before = usage.now();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    ProcessUsage after = usage.now();
    return new ReadFigure(
        seconds,
        after.cpuSeconds() - before.cpuSeconds(),
        after.peakBytes(),
        s3.quietCounts().since(asked));
  }
}
