package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ACCES;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.StableHow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are written through a whole server, in WRITEs as large as they may be: their bytes
/// reach S3 in the memory of their records.
final class WrittenBytesWireTest {
  private static final String BUCKET = SluiceProcess.BUCKET;
  private static final int MIB = 1 << 20;
  private static final int PIECES = 20;

  @TempDir private Path folder;
  private final FakeS3 s3 = FakeS3.start();

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void w15_anOrdinaryUserLearnsWhyTheWritingFailedToo() throws IOException, InterruptedException {
    s3.createBucket(BUCKET);
    s3.fault(FaultRule.on(new Fault.Status(403, "AccessDenied"), S3Operation.PUT_OBJECT));
    try (SluiceProcess sluice = SluiceProcess.start(s3, folder)) {
      Nfs3Client owner = sluice.client.as(AuthSys.user(500));
      FileHandle file =
          Objects.requireNonNull(owner.createExclusive(sluice.root, "denied", 1).object().handle());

      for (int i = 0; i < 2; i++) {
        assertThat(owner.write(file, 0, new byte[10], StableHow.FILE_SYNC).status())
            .isEqualTo(NFS3ERR_ACCES);
        assertThat(owner.commit(file, 0, 0).status()).isEqualTo(NFS3ERR_ACCES);
      }
    }
  }

  @Test
  void r1_whoMayReadIsDecidedWithoutAskingS3() throws IOException, InterruptedException {
    s3.createBucket(BUCKET);
    s3.put(BUCKET, "file", "bytes");
    try (SluiceProcess sluice = SluiceProcess.start(s3, folder, "--metadata-ttl=0s")) {
      FileHandle file = sluice.find(sluice.root, "file");
      Nfs3Client owner = sluice.client.as(AuthSys.user(500));
      assertThat(owner.read(file, 0, 5).status()).isEqualTo(NFS3_OK);
      long heads = s3.counters().of(S3Operation.HEAD_OBJECT).requests();
      long lists = s3.counters().of(S3Operation.LIST_OBJECTS_V2).requests();

      assertThat(owner.read(file, 0, 5).status()).isEqualTo(NFS3_OK);

      assertThat(s3.counters().of(S3Operation.HEAD_OBJECT).requests()).isEqualTo(heads);
      assertThat(s3.counters().of(S3Operation.LIST_OBJECTS_V2).requests()).isEqualTo(lists);
    }
  }

  @Test
  void w2_whatClientsLeftIsInS3WhenTheServerHasEnded() throws IOException, InterruptedException {
    s3.createBucket(BUCKET);
    byte[] bytes = new byte[10 * MIB];
    new Random(5).nextBytes(bytes);
    try (SluiceProcess sluice = SluiceProcess.start(s3, folder, "--close=signal")) {
      writeAndCommit(sluice, "left", bytes);
      assertThat(sluice.end()).isZero();
    }
    assertThat(s3.has(BUCKET, "left")).as("published under a client that may go on").isFalse();
    try (SluiceProcess sluice = SluiceProcess.start(s3, folder, "--close=signal")) {
      writeAndCommit(sluice, "other", bytes);
      sluice.disconnect();
      assertThat(sluice.end()).isZero();
    }
    assertThat(s3.object(BUCKET, "other").body().read()).isEqualTo(bytes);
    try (SluiceProcess sluice = SluiceProcess.start(s3, folder)) {
      assertThat(sluice.attributes(sluice.find(sluice.root, "other")).mode()).isEqualTo(0600);
    }
  }

  private static void writeAndCommit(SluiceProcess sluice, String name, byte[] bytes) {
    FileHandle file =
        Objects.requireNonNull(
            sluice.client.createExclusive(sluice.root, name, 1).object().handle());
    assertThat(sluice.client.setattr(file, SetAttr.mode(0600), null).status()).isEqualTo(NFS3_OK);
    for (int at = 0; at < bytes.length; at += MIB) {
      byte[] piece = Arrays.copyOfRange(bytes, at, at + MIB);
      assertThat(sluice.client.write(file, at, piece, StableHow.UNSTABLE).status())
          .isEqualTo(NFS3_OK);
    }
    assertThat(sluice.client.commit(file, 0, 0).status()).isEqualTo(NFS3_OK);
  }

  @Test
  void w4_largeWritesComeAsTheyWereSentWhereverTheyBegin()
      throws IOException, InterruptedException {
    s3.createBucket(BUCKET);
    byte[] bytes = new byte[PIECES * MIB];
    new Random(4).nextBytes(bytes);
    try (SluiceProcess sluice = SluiceProcess.start(s3, folder, "--memory-target=256MiB")) {

      write(sluice, "aligned", bytes, 0);
      write(sluice, "shifted", bytes, 5_000);

      assertThat(s3.object(BUCKET, "aligned").body().read()).isEqualTo(bytes);
      assertThat(s3.object(BUCKET, "shifted").body().read()).isEqualTo(bytes);
    }
  }

  /// Writes 1 MiB at a time, the first time up to `first`, each twice, and closes.
  private static void write(SluiceProcess sluice, String name, byte[] bytes, int first) {
    FileHandle file =
        Objects.requireNonNull(
            sluice.client.createExclusive(sluice.root, name, 1).object().handle());
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at == 0 && first > 0 ? first : at + MIB);
      byte[] piece = Arrays.copyOfRange(bytes, at, end);
      for (int time = 0; time < 2; time++) {
        assertThat(sluice.client.write(file, at, piece, StableHow.UNSTABLE).status())
            .isEqualTo(NFS3_OK);
      }
      at = end;
    }
    assertThat(sluice.client.commit(file, 0, 0).status()).isEqualTo(NFS3_OK);
    assertThat(sluice.client.getattr(file).status()).isEqualTo(NFS3_OK);
  }
}
