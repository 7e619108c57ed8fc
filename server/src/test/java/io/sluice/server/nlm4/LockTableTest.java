package io.sluice.server.nlm4;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class LockTableTest {
  private static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");
  private static final LockHost HERE = new LockHost(LOCALHOST, "here");
  private static final LockHost THERE = new LockHost(LOCALHOST, "there");
  private static final LockOwner A = new LockOwner(HERE, 1, "1@here");
  private static final LockOwner B = new LockOwner(HERE, 2, "2@here");
  private static final LockOwner C = new LockOwner(THERE, 1, "1@there");
  private static final String FILE = "f";
  private static final int MOST = 8;

  private final LockTable table = new LockTable(MOST);

  private boolean lock(LockOwner owner, long start, long end, boolean exclusive) {
    return table.lock(FILE, owner, new ByteRange(start, end), exclusive)
        instanceof LockOutcome.Granted;
  }

  private boolean unlock(LockOwner owner, long start, long end) {
    return table.unlock(FILE, owner, new ByteRange(start, end));
  }

  @Test
  void exclusiveLocksExcludeAllOthersWhereTheyOverlap() {
    assertThat(lock(A, 0, 10, true)).isTrue();
    assertThat(lock(B, 9, 20, true)).isFalse();
    assertThat(lock(B, 9, 20, false)).isFalse();
    assertThat(lock(C, 0, ByteRange.END_OF_FILE, true)).isFalse();
    assertThat(lock(B, 10, 20, true)).isTrue();
    assertThat(table.lock("other file", C, new ByteRange(0, 10), true))
        .isEqualTo(new LockOutcome.Granted());
  }

  @Test
  void sharedLocksExcludeExclusiveOnesOnly() {
    assertThat(lock(A, 0, 10, false)).isTrue();
    assertThat(lock(B, 0, 10, false)).isTrue();
    assertThat(lock(C, 5, 6, true)).isFalse();
    assertThat(lock(A, 0, 10, true)).isFalse();
    assertThat(unlock(B, 0, 10)).isTrue();
    assertThat(lock(A, 0, 10, true)).isTrue();
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void theHolderIsNamed() {
    lock(A, 3, 10, true);
    assertThat(table.test(FILE, B, new ByteRange(0, 4), false))
        .hasValue(new HeldLock(A, new ByteRange(3, 10), true));
    assertThat(table.test(FILE, A, new ByteRange(0, 4), true)).isEmpty();
  }

  @Test
  void unlockingTheMiddleLeavesBothEnds() {
    lock(A, 0, 30, true);
    assertThat(unlock(A, 10, 20)).isTrue();
    assertThat(table.size()).isEqualTo(2);
    assertThat(lock(B, 10, 20, true)).isTrue();
    assertThat(lock(B, 9, 20, true)).isFalse();
    assertThat(lock(B, 10, 21, true)).isFalse();
  }

  @Test
  void neighboursOfOneOwnerBecomeOne() {
    lock(A, 0, 10, true);
    lock(A, 20, 30, true);
    lock(A, 10, 20, true);
    assertThat(table.size()).isEqualTo(1);
    lock(A, 5, 6, false);
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void aFullTableRefusesMoreButStillLetsGo() {
    for (int i = 0; i < MOST; i++) {
      assertThat(lock(A, 10L * i, 10L * i + 5, true)).isTrue();
    }
    assertThat(table.lock(FILE, A, new ByteRange(1000, 1001), true))
        .isEqualTo(new LockOutcome.NoRoom());
    assertThat(unlock(A, 2, 3)).isFalse();
    assertThat(unlock(A, 0, 5)).isTrue();
    assertThat(lock(A, 1000, 1001, true)).isTrue();
  }

  @Test
  void aHostIsReleasedInAllFiles() {
    lock(A, 0, 10, true);
    lock(C, 20, 30, true);
    table.lock("other file", B, new ByteRange(0, 10), true);
    table.release(owner -> owner.host().equals(HERE));
    assertThat(table.size()).isEqualTo(1);
    assertThat(lock(C, 0, 10, true)).isTrue();
  }

  /// Random operations against a table that remembers every byte for itself.
  @RepeatedTest(20)
  void randomOperationsAgreeWithAModelOfSingleBytes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    LockTable table = new LockTable(Integer.MAX_VALUE);
    ByteModel model = new ByteModel();
    List<LockOwner> owners = List.of(A, B, C);
    for (int i = 0; i < 500; i++) {
      LockOwner owner = owners.get(random.nextInt(owners.size()));
      int start = random.nextInt(ByteModel.BYTES);
      int end = start + 1 + random.nextInt(ByteModel.BYTES - start);
      ByteRange range = new ByteRange(start, end);
      boolean exclusive = random.nextBoolean();
      String step = "seed %s step %d".formatted(repetition.getCurrentRepetition(), i);
      if (random.nextInt(5) < 3) {
        boolean granted = table.lock(FILE, owner, range, exclusive) instanceof LockOutcome.Granted;
        assertThat(granted).as(step).isEqualTo(model.lock(owner, range, exclusive));
      } else {
        table.unlock(FILE, owner, range);
        model.unlock(owner, range);
      }
      assertThat(table.size()).as(step).isEqualTo(model.runs());
    }
  }
}
