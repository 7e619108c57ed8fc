package io.sluice.it.bench;

import io.sluice.it.kernel.ProcessUsage;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.vfs.s3.Crc32c;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// New files through a server of its own process into an S3 of its own process, written by this JVM
/// as Linux writes them, beside a bare client that does the same PUTs. Sizes and sums of all
/// objects are compared afterwards.
final class WritesBenchmark {
  private static final String MEMORY = "512MiB";

  /// So many parts as Sluice sends at once.
  private static final int BARE_SENDERS = 16;

  private static final List<String> BOTH = List.of("first", "second");

  /// S3 and this client write it with servers that are thrown away, since they are what is measured
  /// with: it is not their compiling that is to be seen. As many as for reading.
  private static final int WARM_UPS = 4;

  private final String only;

  WritesBenchmark(String only) {
    this.only = only;
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-writes");
    Runtime.getRuntime().addShutdownHook(new Thread(WritesBenchmark::leaveNoServers));
    System.out.printf("Server: %s, --memory-target %s%n%n", ColdServer.STARTED, MEMORY);
    System.out.println(WritesReport.HEAD);
    try {
      for (WriteWork work : WriteWork.all()) {
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
  private static String row(WriteWork work, Path folder) throws IOException, InterruptedException {
    List<WriteFigure> sluice = new ArrayList<>();
    List<WriteFigure> bare = new ArrayList<>();
    int senders = work.isLarge() ? BARE_SENDERS : work.writers();
    try (SlowS3 s3 = SlowS3.startEmpty(work.isSlow(), folder);
        BareWriter plain = BareWriter.start(s3.endpoint(), senders, work.isLarge(), folder)) {
      bare.add(bare(work, "bare-1", plain, s3));
      if (work.isSecured()) {
        try (TlsFront front = TlsFront.start(s3.endpoint(), folder)) {
          warmUp(work, front.endpoint(), front.trust(), s3, folder);
          sluice.addAll(write(BOTH, work, front.endpoint(), front.trust(), s3, folder));
        }
      } else {
        warmUp(work, s3.endpoint(), Map.of(), s3, folder);
        sluice.addAll(write(BOTH, work, s3.endpoint(), Map.of(), s3, folder));
      }
      bare.add(bare(work, "bare-2", plain, s3));
    }
    return WritesReport.line(work, sluice, bare);
  }

  private static void warmUp(
      WriteWork work, String endpoint, Map<String, String> trust, SlowS3 s3, Path folder)
      throws IOException, InterruptedException {
    for (int time = 0; time < WARM_UPS; time++) {
      write(List.of("before-" + time), work, endpoint, trust, s3, folder);
    }
  }

  /// All by one server.
  private static List<WriteFigure> write(
      List<String> names,
      WriteWork work,
      String endpoint,
      Map<String, String> trust,
      SlowS3 s3,
      Path folder)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(s3.credentials());
    environment.putAll(trust);
    try (ColdServer server =
            ColdServer.start(endpoint, folder, environment, "--memory-target", MEMORY);
        LinuxWriter linux = new LinuxWriter(server.address())) {
      List<WriteFigure> figures = new ArrayList<>();
      for (String name : names) {
        figures.add(sluice(work, name, linux, server, s3));
      }
      return figures;
    }
  }

  private static WriteFigure sluice(
      WriteWork work, String name, LinuxWriter linux, ColdServer server, SlowS3 s3)
      throws IOException, InterruptedException {
    FileHandle directory = linux.mkdir(name);
    return measure(
        s3,
        server::usage,
        () -> {
          if (work.isLarge()) {
            linux.copyLarge(directory, "file-1", 0, work.size());
          } else {
            copyMany(work, directory, linux);
          }
        },
        () -> check(work, name + "/file-", s3));
  }

  private static WriteFigure bare(WriteWork work, String name, BareWriter plain, SlowS3 s3)
      throws IOException, InterruptedException {
    String prefix = name + "/file-";
    Crc32c[] sums = work.isLarge() ? BareWriter.checksums(0, work.size()) : new Crc32c[0];
    return measure(
        s3,
        plain::usage,
        () -> {
          if (work.isLarge()) {
            plain.copyLarge(prefix + 1, 0, sums);
          } else {
            plain.copySmall(prefix, 0, (int) work.size(), work.count(), work.writers());
          }
        },
        () -> check(work, prefix, s3));
  }

  /// Something that may fail as programs with sockets do.
  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  /// What a process has used.
  private interface Usage {
    ProcessUsage now() throws IOException;
  }

  private static WriteFigure measure(SlowS3 s3, Usage usage, Action work, Action check)
      throws IOException, InterruptedException {
    var asked = s3.quietCounts();
    ProcessUsage before = usage.now();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    ProcessUsage after = usage.now();
    check.run();
    return new WriteFigure(
        seconds,
        after.cpuSeconds() - before.cpuSeconds(),
        after.peakBytes(),
        s3.quietCounts().since(asked));
  }

  private static void copyMany(WriteWork work, FileHandle directory, LinuxWriter linux)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<FutureTask<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < work.writers(); i++) {
      FutureTask<Integer> writer =
          new FutureTask<>(() -> {
            ByteBuffer room = LinuxWriter.room((int) work.size());
            int number = next.incrementAndGet();
            while (number <= work.count()) {
              linux.copySmall(directory, "file-" + number, number, room);
              number = next.incrementAndGet();
            }
            return number;
          });
      writers.add(writer);
      Thread.ofPlatform().name("writer").daemon().start(writer);
    }
    for (FutureTask<Integer> writer : writers) {
      try {
        writer.get();
      } catch (ExecutionException e) {
        throw new IOException("a writer failed", e);
      }
    }
  }

  /// Looks at every object as soon as the last call is answered, and forgets it.
  private static void check(WriteWork work, String prefix, SlowS3 s3)
      throws IOException, InterruptedException {
    for (int number = 1; number <= work.count(); number++) {
      String key = prefix + number;
      String sum = WrittenBytes.md5(work.isLarge() ? 0 : number, work.size());
      String wanted = String.format(Locale.ROOT, "%d %s", work.size(), sum);
      String there = s3.sum(key);
      if (!there.equals(wanted)) {
        throw new IOException(key + " is " + there + " in S3 and should be " + wanted);
      }
    }
    if (work.isLarge()) {
      s3.delete(prefix + 1);
    }
  }
}
