package io.sluice.it.reading;

import static org.assertj.core.api.Assertions.assertThat;

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
/// half of all bytes are there.
@Timeout(120)
final class ReadFairnessTest {
  private static final int MIB = 1 << 20;
  private static final int READERS = 32;
  private static final long SIZE = 32L * MIB;

  private final long[] read = new long[READERS];
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
    List<KnownFile> files =
        IntStream.range(0, READERS).mapToObj(i -> objects.file("big-" + i, SIZE)).toList();

    IntStream.range(0, READERS)
        .mapToObj(i ->
            CompletableFuture.runAsync(
                () -> read(i, files.get(i), underWay), Thread::startVirtualThread))
        .toList()
        .forEach(CompletableFuture::join);

    long mean = READERS * SIZE / 2 / READERS;
    assertThat(Arrays.stream(atHalf).min().orElseThrow()).isGreaterThanOrEqualTo(mean / 2);
    assertThat(objects.fetched()).isBetween(READERS * SIZE, READERS * SIZE * 21 / 20);
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
