package io.sluice.it.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.bench.LinuxWriter;
import io.sluice.it.bench.WrittenBytes;
import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.store.NumberedKeys;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.it.names.LinuxNames;
import io.sluice.it.names.NamesClient;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.Credential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server keeps within its memory while much more is read and written than that holds, and nobody
/// stands still.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ReadMemoryTest {
  private static final int MIB = 1 << 20;

  private static final int READERS = 32;
  private static final int READS_UNDER_WAY = 8;
  private static final int WRITERS = 16;
  private static final long WRITTEN = 16L * MIB;
  private static final int FILES = 100;
  private static final long TARGET = 256L * MIB;

  /// What the JVM takes for itself: code, classes, and its heap, which holds names, too.
  private static final long BESIDES = 150L * MIB;

  /// A program that waits for longer looks as if it hung.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int DIRECTORIES = 1_000;

  /// What is read and written at once.
  ///
  /// @param name that all of its files begin with
  /// @param size what each reader reads
  private record Load(String name, long size) {
    String key(int reader) {
      return name + "-" + reader;
    }
  }

  /// In which this JVM and the server's compile what they are made of, on the same two processors:
  /// for that, calls wait for seconds that the server cannot help.
  private static final Load FIRST = new Load("first", 12L * MIB);

  /// What is measured; with 1024 the whole of it. A machine that stands still itself does not do so
  /// three times.
  private static final List<Load> MEASURED =
      Stream.of("second", "third", "fourth")
          .map(name -> new Load(name, Long.getLong("sluice.read.each", 48) * MIB))
          .toList();

  private static final Credential CALLER = new Credential.Sys("test", 0, 0, List.of());

  private final FakeS3 s3 = FakeS3.start();
  private final ExecutorService clients = Executors.newCachedThreadPool();

  /// How long the slowest call took, in nanoseconds. Written by all clients.
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    clients.close();
    s3.close();
  }

  private void put(Load load) {
    for (int reader = 0; reader < READERS; reader++) {
      s3.putSynthetic(TestBucket.NAME, load.key(reader), load.size());
    }
  }

  @Test
  void aServerKeepsWithinItsMemoryAndNobodyStandsStill() throws Exception {
    s3.createBucket(TestBucket.NAME).setHashes(false);
    s3.attach(TestBucket.NAME, NumberedKeys.tree("tree/", DIRECTORIES, FILES, 4096, Instant.EPOCH));
    put(FIRST);
    MEASURED.forEach(this::put);
    try (ServedProcess server =
        ServedProcess.start(
            s3, folder, "--memory-target=" + TARGET / MIB + "MiB", "--close=commit")) {
      await(begin(server, FIRST), server);
      Iterator<Load> loads = MEASURED.iterator();
      do {
        measure(server, loads.next());
      } while (isTooSlow() && loads.hasNext());
      assertThat(Duration.ofNanos(slowest.get())).isLessThan(LONGEST);
    }
  }

  private boolean isTooSlow() {
    return slowest.get() >= LONGEST.toNanos();
  }

  private void measure(ServedProcess server, Load load) throws Exception {
    slowest.reset();
    Future<Void> walk = clients.submit(() -> walk(server));
    await(begin(server, load), server);
    await(List.of(walk), server);
    assertThat(server.usage().peakBytes()).isLessThanOrEqualTo(TARGET * 115 / 100 + BESIDES);
  }

  private static void await(List<Future<Void>> all, ServedProcess server) throws Exception {
    for (Future<Void> each : all) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new AssertionError("a client failed; the server's log: " + server.log(), e);
      }
    }
  }

  private List<Future<Void>> begin(ServedProcess server, Load load) {
    List<Callable<Void>> all = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      String key = load.key(reader);
      all.add(() -> read(server, key, load.size()));
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      all.add(() -> write(server, load, number));
    }
    return all.stream().map(clients::submit).toList();
  }

  private Void read(ServedProcess server, String key, long size) {
    try (ReadClient client = server.client()) {
      KnownFile file = KnownFile.open(client, key, SyntheticBody.of(key, 0, size));
      for (long at = 0; at < size; at += MIB) {
        client.await(READS_UNDER_WAY - 1);
        long begin = System.nanoTime();
        file.read(at, MIB, () -> slowest.accumulate(System.nanoTime() - begin));
      }
      client.await(0);
    }
    return null;
  }

  /// As much as is read in all, by files that are looked at in S3 and deleted there.
  private Void write(ServedProcess server, Load load, int number) throws IOException {
    try (LinuxWriter client = new LinuxWriter(server.address())) {
      String directory = load.name() + "-written-" + number;
      FileHandle handle = client.mkdir(directory);
      s3.put(TestBucket.NAME, directory + "/kept", "so that the directory stays");
      for (int file = 0; file < Math.max(1, load.size() / WRITTEN); file++) {
        String name = "f" + file;
        long first = number * 1_000_000L + file * 1_000L;
        client.copyLarge(handle, name, first, WRITTEN);
        check(directory + "/" + name, first);
        s3.delete(TestBucket.NAME, directory + "/" + name);
      }
      slowest.accumulate(client.slowest().toNanos());
    }
    return null;
  }

  private void check(String key, long first) {
    var body = s3.object(TestBucket.NAME, key).body();
    assertThat(body.size()).isEqualTo(WRITTEN);
    ByteBuffer block = WrittenBytes.noise(0, WrittenBytes.BLOCK);
    for (long at = 0; at < WRITTEN; at += WrittenBytes.BLOCK) {
      WrittenBytes.number(block, 0, first + at / WrittenBytes.BLOCK);
      assertThat(KnownFile.mismatch(body, at, block)).as(key).isNegative();
    }
  }

  /// `find`.
  private Void walk(ServedProcess server) throws IOException {
    AtomicLong last = new AtomicLong(System.nanoTime());
    try (NamesClient client =
        new NamesClient(
            server.address(),
            CALLER,
            () -> {
              long now = System.nanoTime();
              slowest.accumulate(now - last.getAndSet(now));
            })) {
      long found = new LinuxNames(client, ServedProcess.EXPORT, System::nanoTime).find("tree");
      assertThat(found).isEqualTo(DIRECTORIES * (FILES + 1L));
    }
    return null;
  }
}
