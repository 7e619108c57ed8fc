package io.sluice.it.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects that another client replaces while they are read.
@Timeout(120)
final class ReplacedObjectsTest {
  private static final int REPLACEMENTS = 1_000;
  private static final int READERS = 4;

  /// Of each reader alone: NFSv3 has no open, so that of two readers of one file who see different
  /// versions a server cannot tell which of them asks.
  private static final int OBJECTS = 2;

  private static final int MOST_READS_BETWEEN = 8;

  /// After so many TTLs each reader has read something: whoever reads nothing for half a minute has
  /// left as far as a server can tell, and on a busy machine a thread of four may get no turn for
  /// that much of the time that is made here.
  private static final int MOST_TTLS_WITHOUT_A_READ = 5;

  private static final long SEED = 20_260_102;

  @TempDir private Path state;
  private ServedObjects objects;

  /// A permit for each READ.
  private final Semaphore reads = new Semaphore(0);

  /// The same for each reader, since all were last waited for.
  private final List<Semaphore> readsOfEach = new ArrayList<>();

  private final AtomicBoolean isOver = new AtomicBoolean();

  @BeforeEach
  void serve() throws IOException {
    objects = new ServedObjects(state);
  }

  @AfterEach
  void stop() throws IOException {
    objects.close();
  }

  @ParameterizedTest(name = "editions of one length: {0}")
  @ValueSource(booleans = {true, false})
  void r2_noReadAndNoReaderMixesTwoVersionsOfAnObject(boolean isOfOneLength) throws Exception {
    try (Editions editions = new Editions(objects.s3(), READERS * OBJECTS, false, isOfOneLength)) {
      play(editions);
    }
  }

  @Test
  void r2_inAVersionedBucketEveryReaderGoesOnWithItsVersion() throws Exception {
    try (Editions editions = new Editions(objects.s3(), READERS * OBJECTS, true, true)) {
      assertThat(play(editions)).allMatch(reader -> reader.refused() == 0);
    }
  }

  /// A client would believe the attributes, which are of the newest edition, about the end.
  @Test
  void r2_inAVersionedBucketEveryReaderGoesOnUntilAnEditionEnds() throws Exception {
    try (Editions editions = new Editions(objects.s3(), READERS * OBJECTS, true, false)) {
      assertThat(play(editions)).allMatch(reader -> reader.refusedBelowEveryEnd() == 0);
    }
  }

  private List<EditionReader> play(Editions editions) throws Exception {
    List<EditionReader> readers = new ArrayList<>();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      int first = i * OBJECTS;
      EditionReader reader = new EditionReader(editions, objects.client(), counted());
      readers.add(reader);
      running.add(CompletableFuture.runAsync(() -> read(reader, first), this::startThread));
    }
    replace(editions, running);
    objects.passTheTtl();
    editions.theTtlHasPassed();
    isOver.set(true);
    running.forEach(CompletableFuture::join);

    assertThat(readers.stream().mapToInt(EditionReader::overtaken).sum()).isGreaterThan(50);
    assertThat(readers.stream().mapToInt(EditionReader::whole).sum()).isGreaterThan(50);
    return readers;
  }

  private Runnable counted() {
    Semaphore own = new Semaphore(0);
    readsOfEach.add(own);
    return () -> {
      reads.release();
      own.release();
    };
  }

  private void startThread(Runnable task) {
    Thread.ofVirtual().start(task);
  }

  /// At random until all is replaced, and once more then.
  private void read(EditionReader reader, int first) {
    SplittableRandom random = new SplittableRandom(SEED + first);
    while (!isOver.get()) {
      reader.read(first + random.nextInt(OBJECTS));
    }
    for (int i = 0; i < OBJECTS; i++) {
      reader.read(first + i);
    }
  }

  private void replace(Editions editions, List<CompletableFuture<Void>> readers)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    int ttls = 0;
    for (int i = 0; i < REPLACEMENTS; i++) {
      await(reads, random.nextInt(1, MOST_READS_BETWEEN + 1), readers);
      editions.replace(random.nextInt(READERS * OBJECTS));
      if (random.nextBoolean()) {
        objects.passTheTtl();
        editions.theTtlHasPassed();
        ttls++;
        if (ttls % MOST_TTLS_WITHOUT_A_READ == 0) {
          awaitEach(readers);
        }
      }
    }
  }

  private void awaitEach(List<CompletableFuture<Void>> readers) throws InterruptedException {
    readsOfEach.forEach(Semaphore::drainPermits);
    for (Semaphore own : readsOfEach) {
      await(own, 1, readers);
    }
  }

  /// Until there are so many READs, or a reader has failed.
  private static void await(Semaphore reads, int wanted, List<CompletableFuture<Void>> readers)
      throws InterruptedException {
    while (!reads.tryAcquire(wanted, 1, TimeUnit.SECONDS)) {
      readers.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
    }
  }
}
