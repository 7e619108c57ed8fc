package io.sluice.it.reading;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is left of readers who leave: nothing is fetched on for them, and their memory comes back,
/// which [ServedObjects] looks at when it is closed.
@Timeout(60)
final class ReadersLeaveTest {
  private static final int MIB = 1 << 20;
  private static final long GIB = 1L << 30;

  /// Longer than a reader may be silent.
  private static final Duration SILENCE = Duration.ofSeconds(4);

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

  /// Each hangs up while calls are under way.
  @RepeatedTest(3)
  void readersThatHangUpLeaveNoMemoryBehind() {
    objects.s3().profile(Profile.s3Like());
    for (int reader = 0; reader < 8; reader++) {
      KnownFile file = objects.file("big-" + reader, GIB);
      long offset = reader % 2 * 300L * MIB;
      for (int i = 0; i < 24; i++) {
        file.ask(offset + (long) i * MIB, MIB, 16);
      }
      file.leave();
    }
  }

  /// A slow link, so that most of what is fetched ahead is still on its way.
  @Test
  void nothingIsFetchedOnForWhoHasLeft() {
    objects.s3().profile(new Profile(Duration.ofMillis(30), Duration.ZERO, 0, 40 * MIB));
    KnownFile file = objects.file("big", GIB);
    file.read(0, 32L * MIB, MIB, 4);

    long expected = objects.aheadBytes() + 32L * MIB;
    objects.pass(SILENCE);
    int underWay = objects.s3().underWay().now(GET_OBJECT);
    long before = objects.s3().counters().of(GET_OBJECT).bytesSent();
    long fetched = objects.fetched() - before;

    assertThat(fetched).isLessThanOrEqualTo((long) underWay * MIB);
    assertThat(expected - before).isGreaterThan(2 * fetched);
  }

  @Test
  void aServerEndsWhileFetchesAreUnderWay() throws Exception {
    Gate gate = objects.s3().hold(GET_OBJECT, "big");
    List<KnownFile> files = new ArrayList<>();
    for (int reader = 0; reader < 4; reader++) {
      KnownFile file = objects.file("big", GIB);
      file.read(reader * 100L * MIB, MIB, () -> {});
      files.add(file);
    }
    gate.awaitArrivals(4);
    files.forEach(KnownFile::leave);
    objects.close();
    gate.release();
  }

  /// As a process, with `kill`, while its clients wait for S3, which is silent.
  @Test
  void aServerThatIsToldToEndDoesSoWhileFetchesAreUnderWay() throws Exception {
    objects.s3().putSynthetic(TestBucket.NAME, "big", GIB);
    Gate gate = objects.s3().hold(GET_OBJECT, "big");
    Path folder = Files.createDirectory(state.resolve("process"));
    try (ServedProcess server = ServedProcess.start(objects.s3(), folder, "--drain-timeout=1s");
        ReadClient client = server.client()) {
      var file = client.open("big").handle();
      for (int i = 0; i < 8; i++) {
        client.read(file, (long) i * MIB, MIB, _ -> {});
      }
      gate.awaitArrivals(1);
      assertThat(server.end()).isZero();
      assertThat(server.log()).doesNotContain("Exception", " ERROR ");
    } finally {
      gate.release();
    }
  }
}
