package io.sluice.it.reading;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.shape.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How many requests and bytes reading a large file costs, and that all bytes are right. What was
/// fetched ahead for nobody counts, too.
@Timeout(120)
final class ReadRequestsTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final long GIB = 1L << 30;
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

  private static long and(int percent, long bytes) {
    return bytes + bytes * percent / 100;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void r1_aGibibyteReadInOrderIsFetchedOnce(int underWay) {
    KnownFile file = objects.file("big", GIB);

    file.read(0, file.size(), MIB, underWay);

    assertThat(objects.fetched()).isBetween(GIB, and(2, GIB));
  }

  /// A program that asks for the next MiB when it has the last one leaves it to the server to have
  /// more than one GET under way.
  @Test
  void aReaderWithOneCallAtATimeHasFourGetsUnderWayWhereS3IsSlow() {
    long size = 128L * MIB;
    objects.s3().profile(Profile.s3Like());
    KnownFile file = objects.file("big", size);

    file.read(0, size, MIB, 1);

    assertThat(objects.s3().underWay().most(GET_OBJECT)).isGreaterThanOrEqualTo(4);
    assertThat(objects.fetched()).isBetween(size, and(2, size));
  }

  @Test
  void aReaderOfSmallPiecesHasFourGetsUnderWayWhereS3IsSlow() {
    long size = 64L * MIB;
    objects.s3().profile(Profile.s3Like());
    KnownFile file = objects.file("big", size);

    file.read(0, size, 64 * KIB, 4);

    assertThat(objects.s3().underWay().most(GET_OBJECT)).isGreaterThanOrEqualTo(4);
    assertThat(objects.fetched()).isBetween(size, and(2, size));
    assertThat(objects.asked(GET_OBJECT).requests()).isLessThanOrEqualTo(size / MIB);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void r4_randomReadsOfTenGibibytesFetchWhatTheyAskFor(int underWay) {
    int size = 256 * KIB;
    int reads = 300;
    KnownFile file = objects.file("huge", 10 * GIB);

    new SplittableRandom(SEED)
        .longs(0, file.size() / size)
        .distinct()
        .limit(reads)
        .forEach(number -> file.ask(number * size, size, underWay));
    file.awaitAll();

    assertThat(objects.fetched()).isBetween((long) reads * size, and(5, (long) reads * size));
    assertThat(objects.asked(GET_OBJECT).requests()).isLessThanOrEqualTo(and(5, reads));
  }

  /// As a client asks for the table of contents of a zip, or the footer of a Parquet file.
  @ParameterizedTest
  @ValueSource(ints = {64 * KIB, 16 * KIB, 4 * KIB})
  void r4_theEndOfAHugeFileCostsTheEnd(int size) {
    KnownFile file = objects.file("huge", 10 * GIB + 123);

    file.read(file.size() - 64 * KIB, file.size(), size, 4);

    assertThat(objects.fetched()).isBetween(64L * KIB, 128L * KIB);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoReadersOfOneFileCostOne(boolean isSlow) {
    long size = 256L * MIB;
    objects.s3().profile(isSlow ? Profile.s3Like() : Profile.none());
    KnownFile one = objects.file("big", size);
    KnownFile other = objects.file("big", size);

    Stream.of(one, other)
        .map(file ->
            CompletableFuture.runAsync(
                () -> file.read(0, size, MIB, 8), Thread::startVirtualThread))
        .toList()
        .forEach(CompletableFuture::join);

    assertThat(objects.fetched()).isBetween(size, and(2, size));
  }

  /// Each ends where the next one began, and the last at the end of the file, so that nothing that
  /// is fetched ahead is for nobody.
  @ParameterizedTest
  @CsvSource({"1, false", "8, false", "1, true", "8, true"})
  void fourStreamsOfOneFileCostItsBytes(int underWay, boolean isSlow) {
    long each = 64L * MIB;
    objects.s3().profile(isSlow ? Profile.s3Like() : Profile.none());
    KnownFile file = objects.file("big", 4 * each);

    for (long at = 0; at < each; at += MIB) {
      for (int stream = 0; stream < 4; stream++) {
        file.ask(stream * each + at, MIB, 4 * underWay);
      }
    }
    file.awaitAll();

    assertThat(objects.fetched()).isBetween(4 * each, and(2, 4 * each));
  }

  @ParameterizedTest
  @CsvSource({
    "1024, false",
    "256, false",
    "64, false",
    "1024, true",
    "256, true",
    "64, true",
  })
  void aReaderThatLeavesAfterAMebibyteCostsSixteenAtMost(int kibibytes, boolean isSlow) {
    objects.s3().profile(isSlow ? Profile.s3Like() : Profile.none());
    KnownFile file = objects.file("big", GIB);

    file.read(0, MIB, kibibytes * KIB, 4);

    assertThat(objects.fetched()).isBetween((long) MIB, 16L * MIB);
  }
}
