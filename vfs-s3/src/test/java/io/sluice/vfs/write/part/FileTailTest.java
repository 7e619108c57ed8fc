package io.sluice.vfs.write.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.SmallParts;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The end of a file when commits want it, with parts of 512 bytes of which S3 takes 320 and more.
final class FileTailTest {
  private static final int PART = SmallParts.PART;
  private static final int LEAST = SmallParts.LEAST;

  private final PartSizes sizes = new PartSizes(PART, SmallParts.LEAST, SmallParts.PAGE, 8L * PART);
  private final ArenaSlab slab = new ArenaSlab(4L << 20);
  private final SessionParts parts = new SessionParts(sizes, slab);

  @AfterEach
  void close() {
    parts.grid().close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  private void append(int length) {
    long offset = parts.size();
    assertThat(parts.reserve(offset, length, slab::tryLease)).isZero();
    parts.put(offset, ByteBuffer.allocate(length));
  }

  private List<Integer> numbers() {
    return parts.grid().all().stream().map(Part::number).toList();
  }

  private boolean isSettled() {
    return parts.end().settle(parts.size(), Part::isSending);
  }

  private Part last() {
    return parts.grid().at(parts.size() - 1);
  }

  private void send(Part part) {
    long size = part.send(parts.size()).size();
    part.sent(new UploadedPart(part.number(), new ETag("\"1\""), size, null));
  }

  @Test
  void w6_anEndThatS3TakesAsAPartStaysAsItIs() {
    append(PART + LEAST);
    assertThat(isSettled()).isTrue();
    append(10);

    assertThat(parts.grid().at(PART).end()).isEqualTo(PART + LEAST);
    assertThat(numbers()).containsExactly(1, 2, 3);
  }

  @Test
  void w6_aShorterEndIsSentAsItIsAndFillsUp() {
    append(PART + LEAST - 1);
    assertThat(isSettled()).isTrue();
    send(last());
    assertThat(last().isDurable(parts.size())).isTrue();
    append(1);

    assertThat(last().isDurable(parts.size())).isFalse();
    assertThat(last().end()).isEqualTo(2 * PART);
    assertThat(numbers()).containsExactly(1, 2);
  }

  @Test
  void w12_aHundredCommitsTakeANumberForEachPartAlone() {
    append(PART);
    for (int i = 0; i < 100; i++) {
      append(10);
      assertThat(isSettled()).isTrue();
      send(last());
    }

    assertThat(numbers()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void w6_anEndIsNotSettledWhileItIsSent() {
    append(PART + LEAST);
    last().send(parts.size());
    assertThat(isSettled()).isFalse();

    last().notSent();
    assertThat(isSettled()).isTrue();
  }

  @Test
  void w6_anEndMayGrowUntilThePartInFrontOfItIsInS3() {
    append(PART + LEAST);
    Part first = parts.grid().at(0);
    first.send(parts.size());
    assertThat(isSettled()).isFalse();
    append(PART - LEAST);

    assertThat(isSettled()).isTrue();
    assertThat(last().end()).isEqualTo(2 * PART);
    append(1);
    assertThat(isSettled()).isTrue();
    first.notSent();
  }

  @Test
  void w6_anEndThatDidNotGrowIsSettledWhenThePartInFrontOfItIsInS3() {
    append(PART + LEAST);
    Part first = parts.grid().at(0);
    first.send(parts.size());
    assertThat(isSettled()).isFalse();
    first.notSent();

    assertThat(isSettled()).isTrue();
    assertThat(last().end()).isEqualTo(PART + LEAST);
  }

  @Test
  void w6_anEndBehindWhatACommitIsForIsLeftAsItIs() {
    append(PART + LEAST);

    assertThat(parts.end().settle(PART, Part::isSending)).isTrue();
    assertThat(last().end()).isEqualTo(2 * PART);
  }
}
