package io.sluice.it.reading;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.bucket.Quiet;
import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Count;
import io.sluice.it.fake.store.SyntheticBody;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was read once comes from the disk the next time, after a restart of the server and whatever
/// became of the disk. The server has less memory than is read, so that most is not there any more.
@Timeout(300)
final class DiskCacheTest {
  private static final int MIB = 1 << 20;

  /// Several times the memory of the server for blocks; 2048 for the whole of it.
  private static final long SIZE = Long.getLong("sluice.read.cached", 512) * MIB;

  private static final int BLOCKS = (int) (SIZE / MIB);
  private static final int DAMAGED = 100;
  private static final long SEED = 20_260_103;
  private static final Count NOTHING = Count.ZERO;

  private final FakeS3 s3 = FakeS3.start();

  @TempDir private Path folder;
  private Path cache;

  @BeforeEach
  void put() {
    cache = folder.resolve("cache");
    s3.createBucket(TestBucket.NAME);
    s3.putSynthetic(TestBucket.NAME, "big", SIZE);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private ServedProcess start(String... flags) throws IOException, InterruptedException {
    String[] all = new String[flags.length + 2];
    System.arraycopy(flags, 0, all, 0, flags.length);
    all[flags.length] = "--cache=" + cache;
    all[flags.length + 1] = "--memory-target=256MiB";
    return ServedProcess.start(s3, folder, all);
  }

  /// Reads the whole file and compares each byte.
  ///
  /// @return what S3 was asked for it
  private Count read(ServedProcess server) {
    Count before = Quiet.counts(s3).of(GET_OBJECT);
    try (ReadClient client = server.client()) {
      KnownFile.open(client, "big", SyntheticBody.of("big", 0, SIZE)).read(0, SIZE, MIB, 16);
    }
    return Quiet.counts(s3).of(GET_OBJECT).minus(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cache-encrypt=false", "--cache-encrypt=true"})
  void r5_whatWasReadIsOnDiskAfterARestart(String flag) throws Exception {
    try (ServedProcess first = start(flag)) {
      assertThat(read(first).bytesSent()).isBetween(SIZE, SIZE + SIZE / 50);
      assertThat(first.end()).isZero();
    }
    try (ServedProcess second = start(flag)) {
      assertThat(read(second)).isEqualTo(NOTHING);
    }
  }

  @Test
  void r5_filesThatWereDamagedBetweenComeFromS3AndAreKeptAnew() throws Exception {
    try (ServedProcess first = start()) {
      read(first);
      first.end();
    }
    long damaged = damage();
    try (ServedProcess second = start()) {
      assertThat(read(second).bytesSent()).isEqualTo(damaged);
      second.end();
    }
    try (ServedProcess third = start()) {
      assertThat(read(third)).isEqualTo(NOTHING);
    }
  }

  @Test
  void r5_filesThatAreDamagedUnderTheServerComeFromS3AndAreKeptAnew() throws Exception {
    try (ServedProcess server = start()) {
      read(server);
      awaitAllKept();
      long damaged = damage();
      assertThat(read(server).bytesSent()).isEqualTo(damaged);
      awaitAllKept();
      assertThat(read(server)).isEqualTo(NOTHING);
    }
  }

  /// Who reads does not wait for the last files to be written.
  private void awaitAllKept() throws IOException {
    while (new CacheFiles(cache, SEED).count() < BLOCKS) {
      Thread.onSpinWait();
    }
  }

  /// @return the bytes of the object in the files that it damaged
  private long damage() throws IOException {
    CacheFiles files = new CacheFiles(cache, SEED);
    assertThat(files.count()).isEqualTo(BLOCKS);
    files.flip(DAMAGED);
    files.truncate(DAMAGED);
    files.delete(DAMAGED);
    return 3L * DAMAGED * MIB;
  }
}
