package io.sluice.it.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.shape.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers that do not simply go on: bytes are right, and no more than a tenth is fetched beside
/// what is asked for.
@Timeout(120)
final class ReadPatternsTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final long SEED = 20_260_102;

  @TempDir private Path state;
  private ServedObjects objects;

  @BeforeEach
  void serve() throws IOException {
    objects = new ServedObjects(state);
  }

  @AfterEach
  void stop() throws IOException {
    objects.close();
  }

  private void assertFetched(long bytes) {
    assertThat(objects.fetched()).isBetween(bytes, bytes + bytes / 10);
  }

  @ParameterizedTest
  @CsvSource({"1024, 1", "256, 1", "256, 8", "64, 1"})
  void r1_aBackwardScan(int kibibytes, int underWay) {
    int size = kibibytes * KIB;
    KnownFile file = objects.file("big", 64L * MIB);

    for (long at = file.size() - size; at >= 0; at -= size) {
      file.ask(at, size, underWay);
    }
    file.awaitAll();

    assertFetched(file.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void r1_aConstantStride(int underWay) {
    int size = 256 * KIB;
    KnownFile file = objects.file("big", 256L * MIB);

    for (long at = 0; at < file.size(); at += MIB) {
      file.ask(at, size, underWay);
    }
    file.awaitAll();

    assertFetched(256L * size);
  }

  /// Each MiB again when the reader is four further.
  @Test
  void r1_rereadsOfWhatWasJustRead() {
    KnownFile file = objects.file("big", 64L * MIB);

    for (long at = 0; at < file.size(); at += MIB) {
      file.ask(at, MIB, 1);
      file.ask(Math.max(0, at - 4 * MIB), MIB, 1);
    }
    file.awaitAll();

    assertFetched(file.size());
  }

  @Test
  void r1_aFileThatIsReadAgainAtOnceComesFromMemory() {
    KnownFile file = objects.file("some", 16L * MIB);

    file.read(0, file.size(), 256 * KIB, 4);
    file.read(0, file.size(), 256 * KIB, 4);

    assertFetched(file.size());
  }

  /// Skips a sixteenth of what it passes.
  @Test
  void r1_smallJumpsForward() {
    int size = 960 * KIB;
    KnownFile file = objects.file("big", 256L * MIB);

    for (long at = 0; at < file.size(); at += MIB) {
      file.ask(at, size, 4);
    }
    file.awaitAll();

    assertFetched(256L * size);
  }

  @Test
  void r1_largeJumpsForward() {
    KnownFile file = objects.file("huge", 10L << 30);
    SplittableRandom random = new SplittableRandom(SEED);

    int reads = 0;
    for (long at = 0; at < file.size() - MIB; at += random.nextLong(8, 64) * MIB) {
      file.ask(at, MIB, 1);
      reads++;
    }
    file.awaitAll();

    assertFetched((long) reads * MIB);
  }

  /// As the read-ahead of a kernel with several threads sends them.
  @ParameterizedTest
  @CsvSource({"1024, false", "128, false", "1024, true"})
  void r1_oneStreamWhoseReadsComeOutOfOrder(int kibibytes, boolean isSlow) {
    objects.s3().profile(isSlow ? Profile.s3Like() : Profile.none());
    int size = kibibytes * KIB;
    KnownFile file = objects.file("big", 256L * MIB);
    Random random = new Random(SEED);

    int most = 16;
    for (long from = 0; from < file.size(); from += (long) most * size) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      for (int i : order) {
        file.ask(from + (long) i * size, size, most);
      }
    }
    file.awaitAll();

    assertFetched(file.size());
  }

  @Test
  void r1_unevenPiecesOfAFileOfUnevenLength() {
    KnownFile file = objects.file("uneven", 33L * MIB + 17);
    SplittableRandom random = new SplittableRandom(SEED);

    for (long at = 0; at < file.size(); ) {
      int size = random.nextInt(1, MIB);
      file.ask(at, size, 1);
      at += size;
    }
    file.awaitAll();

    assertFetched(file.size());
  }

  @Test
  void r1_emptyFilesAndReadsBehindTheEndAskNothing() {
    KnownFile empty = objects.file("empty", 0);
    KnownFile file = objects.file("short", 10);

    empty.ask(0, MIB, 1);
    empty.ask(100, 1, 1);
    empty.awaitAll();
    file.ask(10, MIB, 1);
    file.ask(1L << 40, MIB, 1);
    file.awaitAll();

    assertThat(objects.fetched()).isZero();
  }

  /// No bound but that of time: which bytes come, whatever is asked, by many at once.
  @Test
  void r1_anyReadsOfManyFilesByManyReaders() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<KnownFile> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add(objects.file("file-" + i % 6, (i % 6) * 7_000_003L + 1));
    }
    for (int i = 0; i < 2_000; i++) {
      KnownFile file = files.get(random.nextInt(files.size()));
      long at = random.nextLong(file.size());
      int size = random.nextInt(1, random.nextBoolean() ? MIB : 10_000);
      for (int more = random.nextInt(4); more >= 0; more--) {
        file.ask(at, size, 16);
        at += size;
      }
    }
    files.forEach(KnownFile::awaitAll);

    assertThat(objects.fetched()).isPositive();
  }
}
