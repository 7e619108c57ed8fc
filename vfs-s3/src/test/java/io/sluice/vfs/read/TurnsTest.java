package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final ObjectVersion A = object("a");
  private static final ObjectVersion B = object("b");
  private static final ObjectVersion C = object("c");

  private final Turns turns = new Turns(2);

  private static ObjectVersion object(String key) {
    return new ObjectVersion("bucket", new ObjectKey(key), new ETag("\"1\""));
  }

  private List<CountDownLatch> queue(ObjectVersion object, int count) {
    List<CountDownLatch> queued = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      queued.add(turns.queue(object));
    }
    return queued;
  }

  private static long withTurn(List<CountDownLatch> queued) {
    return queued.stream().filter(turn -> turn.getCount() == 0).count();
  }

  @Test
  void oneAloneGetsAllTurnsInItsOrder() {
    List<CountDownLatch> a = queue(A, 4);
    assertThat(withTurn(a)).isEqualTo(2);

    turns.give(A);
    assertThat(withTurn(a.subList(0, 3))).isEqualTo(3);
    assertThat(a.get(3).getCount()).isOne();
  }

  @Test
  void whoHasNoneComesBeforeWhoHasManyAndWaitedLonger() {
    queue(A, 9);
    List<CountDownLatch> b = queue(B, 1);
    assertThat(withTurn(b)).isZero();

    turns.give(A);
    assertThat(withTurn(b)).isOne();
  }

  @Test
  void thoseWhoHaveEquallyManyTakeTurns() {
    queue(A, 2);
    List<CountDownLatch> b = queue(B, 3);
    List<CountDownLatch> c = queue(C, 3);
    turns.give(A);
    turns.give(A);
    assertThat(withTurn(b)).isOne();
    assertThat(withTurn(c)).isOne();

    turns.give(B);
    turns.give(C);
    assertThat(withTurn(b)).isEqualTo(2);
    assertThat(withTurn(c)).isEqualTo(2);
  }

  @Test
  void whatReadersWaitForNeedsNoTurnButCounts() {
    queue(A, 2);
    turns.begin(B);
    turns.begin(B);
    List<CountDownLatch> b = queue(B, 1);
    List<CountDownLatch> c = queue(C, 1);
    turns.give(A);
    assertThat(withTurn(c)).isOne();
    assertThat(withTurn(b)).isZero();

    turns.end(B);
    turns.end(B);
    turns.give(A);
    assertThat(withTurn(b)).isOne();
  }

  @Test
  void turnsComeBackWhenNobodyWaits() {
    queue(A, 2);
    turns.give(A);
    turns.give(A);
    assertThat(withTurn(queue(B, 3))).isEqualTo(2);
  }
}
