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

/// The end of a file whose numbers of parts are nearly used up, with parts of 512 bytes.
final class FileTailTest {
  private static final int PART = SmallParts.PART;

  private final PartSizes sizes = new PartSizes(PART, SmallParts.LEAST, SmallParts.PAGE, 8L * PART);
  private final ArenaSlab slab = new ArenaSlab(4L << 20);
  private final SessionParts parts = new SessionParts(sizes, slab);

  @AfterEach
  void close() {
    parts.grid().close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  /// The parts before this one are in S3.
  private void beginWith(int number) {
    Part before = new Part(new PartSizes.Cell(number - 1, 0, PART));
    before.copy();
    parts.grid().restore(before, PART);
  }

  private void append(int length) {
    long offset = parts.size();
    assertThat(parts.reserve(offset, length, slab::tryLease)).isZero();
    parts.put(offset, ByteBuffer.allocate(length));
  }

  private List<Integer> numbers() {
    return parts.grid().all().stream().map(Part::number).toList();
  }

  @Test
  void w12_aShortEndThatWouldBecomeTwoPartsStaysShortWhereNoNumberIsLeft() {
    beginWith(9_998);
    append(PART + 200);
    assertThat(parts.end().settle(parts.size())).isEqualTo(FileTail.Tail.SETTLED);
    append(200);

    assertThat(parts.end().settle(parts.size())).isEqualTo(FileTail.Tail.SHORT);
    assertThat(numbers()).containsExactly(9_997, 9_999, 10_000);
  }

  @Test
  void w12_aShortEndThatIsInS3UnderTheLastNumberStaysShort() {
    beginWith(9_999);
    append(PART + 100);
    Part last = parts.grid().at(parts.size() - 1);
    last.send(parts.size());
    last.sent(new UploadedPart(last.number(), new ETag("\"1\""), 100, null));
    append(100);

    assertThat(parts.end().settle(parts.size())).isEqualTo(FileTail.Tail.SHORT);
    assertThat(numbers()).containsExactly(9_998, 9_999, 10_000);
  }

  @Test
  void w12_aShortEndIsJoinedToThePartBeforeWhereOneNumberIsLeft() {
    beginWith(9_999);
    append(PART + 100);

    assertThat(parts.end().settle(parts.size())).isEqualTo(FileTail.Tail.SETTLED);
    assertThat(numbers()).containsExactly(9_998, 10_000);
  }
}
