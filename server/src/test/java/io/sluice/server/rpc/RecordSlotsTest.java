package io.sluice.server.rpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RecordSlotsTest {
  @AutoClose private final Slab slab = new ArenaSlab(4L * Slab.LARGEST_LEASE);
  private final RecordSlots slots = new RecordSlots(slab);

  private static ByteBuffer record(int number) {
    return ByteBuffer.allocate(RecordSlots.SLOT).putInt(0, number);
  }

  private List<RecordSlots.Slot> takeAll() {
    List<RecordSlots.Slot> taken = new ArrayList<>();
    for (RecordSlots.Slot slot = slots.keep(record(0)); slot != null; ) {
      taken.add(slot);
      slot = slots.keep(record(taken.size()));
    }
    return taken;
  }

  @Test
  void everyRecordHasItsOwnBytesInOneLease() {
    List<RecordSlots.Slot> taken = takeAll();
    assertThat(taken).hasSizeGreaterThan(500);
    for (int i = 0; i < taken.size(); i++) {
      assertThat(taken.get(i).record()).isEqualTo(record(i));
    }
    assertThat(slab.leased()).isLessThan(1 << 19);

    taken.forEach(RecordSlots.Slot::close);
    assertThat(slab.leased()).isZero();
  }

  @Test
  void aSlotThatIsClosedTwiceIsFreeOnce() {
    List<RecordSlots.Slot> taken = takeAll();
    taken.getFirst().close();
    RecordSlots.Slot next = requireNonNull(slots.keep(record(7)));
    taken.getFirst().close();

    assertThat(slots.keep(record(8))).isNull();
    assertThat(next.record()).isEqualTo(record(7));
    taken.forEach(RecordSlots.Slot::close);
    next.close();
    assertThat(slab.leased()).isZero();
  }

  @Test
  void aRecordThatDoesNotFitHasNoSlot() {
    assertThat(slots.keep(ByteBuffer.allocate(RecordSlots.SLOT + 1))).isNull();
    assertThat(slab.leased()).isZero();
  }
}
