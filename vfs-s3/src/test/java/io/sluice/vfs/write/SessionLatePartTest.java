package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A request that was given up arrives after the one that took its place, so that S3 has of a part
/// what it was before.
class SessionLatePartTest extends FileInWriting {
  private static final String COMPLETE = "completeMultipartUpload";
  private final byte[] bytes = random(30 * MIB);

  /// The second part was sent with 2 MiB, and with 8 since; the end was not sent yet.
  @BeforeEach
  void aPartGrows() {
    create();
    write(bytes, 0, 10 * MIB, Durability.UNSTABLE);
    commit();
  }

  private void secondPartArrivesLate() {
    bucket.arrivesLate(2, Arrays.copyOfRange(bytes, 8 * MIB, 10 * MIB));
  }

  @Test
  void w3_aPartThatIsInMemoryIsSentAgain() {
    write(bytes, 10 * MIB, 14 * MIB, Durability.UNSTABLE);
    commit();
    beforeNext.put(COMPLETE, this::secondPartArrivesLate);
    int sent = bucket.count("UploadPart");
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 14 * MIB));
    assertThat(bucket.count("UploadPart")).isEqualTo(sent + 1);
    assertThat(bucket.openUploads()).isZero();
  }

  @Test
  void w3_whatIsWrittenMeanwhileIsPublishedWithIt() {
    write(bytes, 10 * MIB, 14 * MIB, Durability.UNSTABLE);
    commit();
    beforeNext.put(
        COMPLETE,
        () -> {
          secondPartArrivesLate();
          beforeNext.put("uploadPart", () -> write(bytes, 14 * MIB, 15 * MIB, Durability.UNSTABLE));
        });
    closed();
    assertThat(bucket.object(KEY)).isNull();
    commit();
    closed();

    assertThat(bucket.object(KEY)).isEqualTo(Arrays.copyOf(bytes, 15 * MIB));
  }

  /// As a copy is, whose parts lie in the object that was there before.
  @Test
  void w3_aCopyThatCannotBeMadeAgainAtOnceIsMadeLater() {
    write(bytes, 10 * MIB, 30 * MIB, Durability.UNSTABLE);
    commit();
    closed();
    assertThat(bucket.object(KEY)).isEqualTo(bytes);
    pass(Duration.ofSeconds(36)); // else the sign of the close counts as a wrong guess
    write(30 * MIB, random(100), Durability.UNSTABLE); // goes on from the object
    commit();
    beforeNext.put(
        COMPLETE,
        () -> {
          bucket.arrivesLate(1, new byte[6 * MIB]);
          bucket.failNext("UploadPartCopy", VfsError.BUSY);
        });
    assertThatThrownBy(this::closed).hasMessageContaining("UploadPartCopy");
    publishWhenDueAfter(Duration.ofMinutes(1));

    assertThat(bucket.object(KEY)).hasSize(30 * MIB + 100).startsWith(bytes);
  }

  @Test
  void w15_aPartThatIsNotInMemoryFailsTheFile() {
    write(bytes, 10 * MIB, 30 * MIB, Durability.UNSTABLE);
    commit();
    beforeNext.put(COMPLETE, this::secondPartArrivesLate);

    assertThatThrownBy(this::closed)
        .hasMessageContaining("other bytes of the parts [2] than were sent")
        .hasMessageContaining("write the file again");
    await(() -> bucket.openUploads() == 0);
    assertThat(bucket.object(KEY)).isNull();
  }

  @Test
  void w15_aPartThatIsAnotherEachTimeFailsTheFile() {
    write(bytes, 10 * MIB, 14 * MIB, Durability.UNSTABLE);
    commit();
    AtomicInteger completions = new AtomicInteger();
    beforeEvery.put(
        COMPLETE,
        () -> {
          completions.incrementAndGet();
          secondPartArrivesLate();
        });

    assertThatThrownBy(this::closed).hasMessageContaining("although they were sent again");
    await(() -> bucket.openUploads() == 0);
    assertThat(completions).hasValue(3);
  }
}
