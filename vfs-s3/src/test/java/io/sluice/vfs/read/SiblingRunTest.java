package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SiblingRunTest {
  private static final int SIZE = 100_000;
  private static final long ROOM = 32L << 20;

  private final SiblingRun run = new SiblingRun(siblings(1, 300));
  private int fetched;

  private static List<Sibling> siblings(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Sibling(id(i), new ObjectKey("f" + i), new ETag("\"" + i + "\""), SIZE))
        .toList();
  }

  private static FileId id(int number) {
    return new FileId(number + 100L);
  }

  private boolean read(int number) {
    boolean belongs = run.read(id(number));
    fetched += run.next(Stretch.WHOLE, ROOM).size();
    return belongs;
  }

  @Test
  void theSecondFileInOrderFetchesTheNextOnes() {
    assertThat(run.read(id(1))).isTrue();

    assertThat(run.next(Stretch.WHOLE, ROOM))
        .extracting(Sibling::file)
        .containsExactly(id(2), id(3), id(4));
    assertThat(run.next(Stretch.WHOLE, ROOM)).isEmpty();
  }

  @Test
  void moreAreFetchedTheLongerTheOrderProvesRight() {
    for (int i = 1; i <= 50; i++) {
      assertThat(read(i)).isTrue();
    }
    assertThat(fetched).isEqualTo(50 - 1 + 32);
  }

  @Test
  void manyReadersAtOnceDoNotKeepTheOrderExactly() {
    List<Integer> groups = new ArrayList<>(IntStream.range(1, 193).boxed().toList());
    for (int i = 0; i < groups.size(); i += 16) {
      Collections.shuffle(groups.subList(i, i + 16), new Random(i));
    }

    for (int i : groups) {
      assertThat(read(i)).isTrue();
    }
    assertThat(fetched).isGreaterThan(100);
  }

  @Test
  void whoReadsEveryThirdFileIsNotHelped() {
    for (int i = 3; i < 90; i += 3) {
      read(i);
    }
    assertThat(fetched).isZero();
  }

  @Test
  void aFileOutOfTheOrderIsNotOfTheRun() {
    read(1);
    assertThat(read(200)).isFalse();
  }

  @Test
  void notMoreBytesAreFetchedThanThereIsRoomFor() {
    run.read(id(1));
    assertThat(run.next(Stretch.WHOLE, 2 * SIZE)).hasSize(2);
  }

  @Test
  void ofALargeFileOnlyWhatIsReadOfEachNeedsRoom() {
    run.read(id(1));
    assertThat(run.next(new Stretch(Stretch.Part.END, 64), 3 * 64)).hasSize(3);
  }

  @Test
  void theSameIsReadOfFilesOfAnySize() {
    Stretch end = new Stretch(Stretch.Part.END, 64);
    assertThat(end.from(1000)).isEqualTo(936);
    assertThat(end.to(1000)).isEqualTo(1000);
    assertThat(end.from(10)).isZero();
    Stretch start = new Stretch(Stretch.Part.START, 4096);
    assertThat(start.from(1000)).isZero();
    assertThat(start.to(100_000)).isEqualTo(100_000);
    assertThat(start.to(1_000_000)).isEqualTo(4096);
    assertThat(start.length(1L << 30)).isEqualTo(4096);
    assertThat(Stretch.WHOLE.length(77)).isEqualTo(77);
  }

  @Test
  void aRunGoesOnWithWhatComesAfterItsLast() {
    assertThat(run.last(id(0))).isEqualTo(id(299));
    run.extend(siblings(300, 310));
    assertThat(run.left()).isEqualTo(309);
  }
}
