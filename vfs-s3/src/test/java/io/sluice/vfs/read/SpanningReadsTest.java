package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.TreeObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reads that begin in the middle of a MiB, and so need two blocks and a copy at once.
final class SpanningReadsTest {
  private static final int MIB = 1 << 20;
  private static final int READERS = 12;

  private final TreeObjectStore store = new TreeObjectStore(1000);
  private final Slab slab = new ArenaSlab(8L * Slab.LARGEST_LEASE);
  private final BlockMemory memory = new BlockMemory(slab, () -> 0);
  private final ObjectReader objects =
      new ObjectReader(store, new NoSiblings(), new Blocks(memory, null), () -> 0);

  @AfterEach
  void everyLeaseCameBack() {
    objects.close();
    memory.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  @Test
  @Timeout(15)
  void moreOfThemThanMemoryHoldsAllGetTheirBytes() throws InterruptedException {
    List<Lease> ofOthers = new ArrayList<>();
    for (Lease lease = slab.tryLease(MIB); lease != null; lease = slab.tryLease(MIB)) {
      ofOthers.add(lease);
    }
    Queue<Integer> counts = new ConcurrentLinkedQueue<>();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      FileId file = new FileId(FileId.SMALLEST + i);
      ReadableObject object = put("key" + i);
      readers.add(Thread.ofPlatform().start(() -> counts.add(read(file, object))));
    }
    for (Thread reader : readers) {
      while (reader.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    ofOthers.forEach(Lease::close);
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(counts).hasSize(READERS).containsOnly(MIB);
  }

  private ReadableObject put(String key) {
    store.put(key, "x".repeat(2 * MIB));
    HeadOutcome.Found found = (HeadOutcome.Found) store.headObject(new ObjectKey(key));
    return new ReadableObject(new ObjectKey(key), found.object().eTag(), 2L * MIB, Instant.EPOCH);
  }

  private int read(FileId file, ReadableObject object) {
    ReadResult result = objects.read(file, object, MIB / 2, MIB);
    try (Lease lease = Objects.requireNonNull(((ReadResult.Bytes) result).data())) {
      return lease.buffer().remaining();
    }
  }

  private record NoSiblings() implements SiblingOrders {
    @Override
    public FileId directory(FileId file) {
      return file;
    }

    @Override
    public List<Sibling> listed(FileId file, int most) {
      return List.of();
    }

    @Override
    public List<Sibling> counted(FileId file, int most) {
      return List.of();
    }
  }
}
