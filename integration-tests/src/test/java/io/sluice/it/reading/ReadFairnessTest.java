package io.sluice.it.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.it.fake.shape.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers share the link to S3 fairly, 200 MB/s together. What they have got is looked at when
/// half of all bytes are there. Where other work of the machine lets them have less than the link
/// does, it is its scheduler that shares: then they read once more.
@Timeout(120)
final class ReadFairnessTest {
  private static final int MIB = 1 << 20;
  private static final int READERS = 32;
  private static final long SIZE = 32L * MIB;
  private static final int ROUNDS = 3;

  /// What the link lets through, and as much again for the first bytes and the last ones.
  private static final double LINK_SECONDS = 1.25 * READERS * SIZE / 200_000_000;

  private long[] read = new long[READERS];
  private long all;
  private long[] atHalf = {};

  @TempDir private Path state;
  private ServedObjects objects;

  @BeforeEach
  void serve() throws IOException {
    objects = new ServedObjects(state);
    objects.s3().profile(Profile.held());
  }

  @AfterEach
  void stop() throws IOException {
    objects.close();
  }

  @ParameterizedTest(name = "{0} calls under way")
  @ValueSource(ints = {1, 16})
  void theSlowestOfManyReadersGetsHalfOfTheMeanAtLeast(int underWay) {
    long mean = SIZE / 2;
    double seconds = readAll("big-", underWay);
    for (int round = 1; round < ROUNDS && slowest() < mean / 2 && seconds > LINK_SECONDS; round++) {
      seconds = readAll("again-" + round + "-", underWay);
    }
    boolean isLink = slowest() >= mean / 2 || seconds <= LINK_SECONDS;
    if (!isLink) {
      System.err.printf(
          "Skipped: the machine is busy: %.1f s for what the link lets through in %.1f%n",
          seconds, LINK_SECONDS);
    }
    assumeTrue(isLink);

    assertThat(slowest()).isGreaterThanOrEqualTo(mean / 2);
  }

  private long slowest() {
    return Arrays.stream(atHalf).min().orElseThrow();
  }

  /// @return seconds that it took
  private double readAll(String prefix, int underWay) {
    read = new long[READERS];
    all = 0;
    long before = objects.fetched();
    List<KnownFile> files =
        IntStream.range(0, READERS).mapToObj(i -> objects.file(prefix + i, SIZE)).toList();
    long begin = System.nanoTime();

    IntStream.range(0, READERS)
        .mapToObj(i ->
            CompletableFuture.runAsync(
                () -> read(i, files.get(i), underWay), Thread::startVirtualThread))
        .toList()
        .forEach(CompletableFuture::join);

    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(objects.fetched() - before).isBetween(READERS * SIZE, READERS * SIZE * 21 / 20);
    return seconds;
  }

  private void read(int reader, KnownFile file, int underWay) {
    for (long at = 0; at < SIZE; at += MIB) {
      file.awaitFewerThan(underWay);
      file.read(at, MIB, () -> came(reader));
    }
    file.awaitAll();
  }

  private synchronized void came(int reader) {
    read[reader] += MIB;
    all += MIB;
    if (all == READERS * SIZE / 2) {
      atHalf = read.clone();
    }
  }
}
