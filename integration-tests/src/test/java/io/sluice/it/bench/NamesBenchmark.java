package io.sluice.it.bench;

import io.sluice.it.fake.shape.Counts;
import io.sluice.it.kernel.ProcessUsage;
import io.sluice.it.names.LinuxNames;
import io.sluice.it.names.NamesClient;
import io.sluice.server.rpc.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Names of a bucket in an S3 that is as slow as S3: for each figure a server started anew, mounted
/// before the clock starts, and one caller in this JVM that asks as Linux does.
final class NamesBenchmark {
  private static final Credential CALLER = new Credential.Sys("benchmark", 0, 0, List.of());
  private static final int WARM_UP_WALKS = 5;

  /// 300 LISTs of 1,000 keys: an S3 that is not compiled takes five times as long for one.
  private static final int PRACTICE_LISTINGS = 3;

  private final NamesOptions options;

  NamesBenchmark(NamesOptions options) {
    this.options = options;
  }

  String describe() {
    return "S3: 30 ms before the first byte, 90 MB/s a connection. Server: "
        + ColdServer.STARTED
        + (options.warm() ? ", has walked another tree. " : ", cold. ")
        + options.rounds()
        + " rounds";
  }

  /// Measures.
  ///
  /// @param rows is given each row as soon as it is there
  void run(Consumer<NamesRow> rows) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-names");
    Runtime.getRuntime().addShutdownHook(new Thread(NamesBenchmark::leaveNoServers));
    try (SlowS3 s3 = SlowS3.start("NAMES", folder)) {
      practise(s3, folder);
      for (NamesWork work : NamesWork.all()) {
        if (options.wants(work)) {
          rows.accept(row(work, s3, folder));
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

  /// Lets the S3 and the client of this JVM be compiled, with a server that is then thrown away, so
  /// that the figures are the server's.
  private static void practise(SlowS3 s3, Path folder) throws IOException, InterruptedException {
    try (ColdServer server = ColdServer.start(s3.endpoint(), folder);
        NamesClient client = client(server)) {
      LinuxNames linux = new LinuxNames(client, ColdServer.BUCKET, System::nanoTime);
      for (int i = 0; i < PRACTICE_LISTINGS; i++) {
        linux.list("wide");
      }
      warmUp(client);
    }
  }

  private static void warmUp(NamesClient client) {
    LinuxNames other = new LinuxNames(client, ColdServer.WARM_UP, System::nanoTime);
    for (int i = 0; i < WARM_UP_WALKS; i++) {
      other.find("");
    }
  }

  private NamesRow row(NamesWork work, SlowS3 s3, Path folder)
      throws IOException, InterruptedException {
    List<NamesFigure> figures = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      figures.add(figure(work, s3, folder));
    }
    return new NamesRow(work, figures);
  }

  private NamesFigure figure(NamesWork work, SlowS3 s3, Path folder)
      throws IOException, InterruptedException {
    try (ColdServer server = ColdServer.start(s3.endpoint(), folder);
        NamesClient client = client(server)) {
      if (options.warm()) {
        warmUp(client);
      }
      LinuxNames linux = new LinuxNames(client, ColdServer.BUCKET, System::nanoTime);
      Counts askedBefore = s3.quietCounts();
      ProcessUsage before = server.usage();
      long callsBefore = client.calls();
      long start = System.nanoTime();
      long names = work.action().run(linux);
      double seconds = (System.nanoTime() - start) / 1e9;
      ProcessUsage after = server.usage();
      if (names != work.names()) {
        throw new IOException(work.title() + ": " + names + " names instead of " + work.names());
      }
      return new NamesFigure(
          seconds,
          client.calls() - callsBefore,
          s3.quietCounts().since(askedBefore),
          after.cpuSeconds() - before.cpuSeconds(),
          after.peakBytes());
    }
  }

  private static NamesClient client(ColdServer server) throws IOException {
    return new NamesClient(server.address(), CALLER, () -> {});
  }
}
