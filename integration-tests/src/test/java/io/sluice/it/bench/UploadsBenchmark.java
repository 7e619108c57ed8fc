package io.sluice.it.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.it.kernel.ServerProcess;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.UploadBody;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// What it costs to send 1 GiB in parts of 8 MiB, 8 at a time, with each engine, plain and by TLS.
final class UploadsBenchmark {
  private static final int PART = 8 << 20;
  private static final int PARTS = 128;
  private static final int AT_ONCE = 8;
  private static final String PASSWORD = "changeit";

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int rounds;
  private final Path folder;

  UploadsBenchmark(int rounds) throws IOException {
    this.rounds = rounds;
    this.folder = Files.createTempDirectory("uploads");
  }

  void run() throws IOException, InterruptedException {
    // The signature is made in earnest; the sink does not look at it.
    System.setProperty("aws.accessKeyId", "AKIAMEASURED");
    System.setProperty("aws.secretAccessKey", "measured");
    Path store = folder.resolve("store.p12");
    keytool(store);
    System.setProperty("javax.net.ssl.trustStore", store.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    System.out.println("| engine | | CPU-seconds per GB | MB/s |\n|---|---|---|---|");
    try (Sink plain = Sink.start(folder, List.of());
        Sink secured = Sink.start(folder, List.of(store.toString(), PASSWORD))) {
      engines().forEach((name, engine) -> measure(name, "plain", engine, plain.endpoint()));
      engines().forEach((name, engine) -> measure(name, "TLS", engine, secured.endpoint()));
    }
  }

  private static Map<String, Function<URI, UploadEngine>> engines() {
    Map<String, Function<URI, UploadEngine>> engines = new LinkedHashMap<>();
    engines.put("own", UploadEngine::own);
    engines.put("SDK, Netty", UploadEngine::netty);
    engines.put("SDK, Apache 5", UploadEngine::apache);
    return engines;
  }

  private void measure(String name, String how, Function<URI, UploadEngine> engine, URI endpoint) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(PART);
    UploadBody body = new UploadBody(List.of(bytes), PART, Crc32c.of(bytes));
    try (UploadEngine opened = engine.apply(endpoint)) {
      for (int round = 1; round <= rounds; round++) {
        long cpu = PROCESS.getProcessCpuTime();
        long begin = System.nanoTime();
        send(opened, body);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double gigabytes = (double) PART * PARTS / 1e9;
        System.out.printf(
            Locale.ROOT,
            "| %s | %s, %d. GiB | %.2f | %.0f |%n",
            name,
            how,
            round,
            (PROCESS.getProcessCpuTime() - cpu) / 1e9 / gigabytes,
            gigabytes * 1000 / seconds);
      }
    }
  }

  private static void send(UploadEngine engine, UploadBody body) {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = next.incrementAndGet(); n <= PARTS; n = next.incrementAndGet()) {
                  engine.send(n, body);
                }
              }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void keytool(Path store) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/keytool",
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    Process process = new ProcessBuilder(command).start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("no certificate could be made");
    }
  }

  /// The other process.
  private record Sink(ServerProcess process, URI endpoint) implements AutoCloseable {
    static Sink start(Path logs, List<String> arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(UploadSink.class.getName());
      command.addAll(arguments);
      ServerProcess process = ServerProcess.start("sink", new ProcessBuilder(command), logs);
      String ready = process.awaitReady(Duration.ofMinutes(1));
      return new Sink(process, URI.create(ready.split(" ", 2)[1].strip()));
    }

    @Override
    public void close() {
      process.stop();
    }
  }
}
