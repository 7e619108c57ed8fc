package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final ObjectVersion A = object("a");
  private static final ObjectVersion B = object("b");
  private static final ObjectVersion C = object("c");

  private int most = 2;
  private final Turns<Request> turns = new Turns<>(() -> most);

  /// Of one object, those that a reader waits for.
  private final Set<Integer> asked = new HashSet<>();

  private record Request(ObjectVersion version, int number, Set<Integer> asked)
      implements Turns.Waiting {
    @Override
    public boolean isAsked() {
      return asked.contains(number);
    }

    @Override
    public String toString() {
      return version.key() + " " + number;
    }
  }

  private static ObjectVersion object(String key) {
    return new ObjectVersion("bucket", new ObjectKey(key), new ETag("\"1\""));
  }

  /// Those that have a turn then.
  private List<String> queue(ObjectVersion object, int count) {
    return names(
        turns.queue(
            IntStream.range(0, count).mapToObj(i -> new Request(object, i, asked)).toList()));
  }

  private List<String> give(ObjectVersion object) {
    return names(turns.give(object));
  }

  private static List<String> names(List<Request> requests) {
    return requests.stream().map(Request::toString).toList();
  }

  @Test
  void oneAloneGetsAllTurnsInItsOrder() {
    assertThat(queue(A, 4)).containsExactly("a 0", "a 1");
    assertThat(give(A)).containsExactly("a 2");
    assertThat(give(A)).containsExactly("a 3");
    assertThat(give(A)).isEmpty();
  }

  @Test
  void whoHasNoneComesBeforeWhoHasManyAndWaitedLonger() {
    queue(A, 9);
    assertThat(queue(B, 1)).isEmpty();

    assertThat(give(A)).containsExactly("b 0");
  }

  @Test
  void thoseWhoHaveEquallyManyTakeTurns() {
    queue(A, 2);
    queue(B, 3);
    queue(C, 3);
    assertThat(give(A)).containsExactly("b 0");
    assertThat(give(A)).containsExactly("c 0");

    assertThat(give(B)).containsExactly("b 1");
    assertThat(give(C)).containsExactly("c 1");
  }

  @Test
  void whatReadersWaitForNeedsNoTurnButCounts() {
    queue(A, 2);
    turns.begin(B);
    turns.begin(B);
    queue(B, 1);
    queue(C, 1);
    assertThat(give(A)).containsExactly("c 0");

    turns.end(B);
    turns.end(B);
    assertThat(give(A)).containsExactly("b 0");
  }

  @Test
  void ofOneObjectWhatAReaderWaitsForComesFirst() {
    queue(A, 6);
    asked.add(4);
    asked.add(5);

    assertThat(give(A)).containsExactly("a 4");
    assertThat(give(A)).containsExactly("a 5");
    assertThat(give(A)).containsExactly("a 2");
  }

  @Test
  void turnsComeBackWhenNobodyWaits() {
    queue(A, 2);
    assertThat(give(A)).isEmpty();
    assertThat(give(A)).isEmpty();

    assertThat(queue(B, 3)).containsExactly("b 0", "b 1");
  }

  @Test
  void whoLeavesTheQueueGetsNoTurn() {
    queue(A, 3);
    queue(B, 1);

    assertThat(names(turns.leave())).containsExactly("a 2", "b 0");
    assertThat(give(A)).isEmpty();
    assertThat(queue(C, 2)).isEmpty();
    assertThat(names(turns.leave())).containsExactly("c 0", "c 1");
  }

  @Test
  void turnsMayBecomeFewerAndMore() {
    queue(A, 9);
    most = 1;
    assertThat(give(A)).isEmpty();
    assertThat(give(A)).containsExactly("a 2");

    most = 3;
    assertThat(give(A)).containsExactly("a 3", "a 4", "a 5");
  }
}
