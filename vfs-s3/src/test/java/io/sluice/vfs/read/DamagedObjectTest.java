package io.sluice.vfs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.read.disk.BlockCacheSettings;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.RangeRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole object of several blocks whose bytes turn out at its end not to be what S3 says.
final class DamagedObjectTest {
  private static final int MIB = 1 << 20;
  private static final long SIZE = 3L * MIB;
  private static final ObjectVersion VERSION =
      new ObjectVersion("bucket", new ObjectKey("key"), new ETag("\"1\""));
  private static final Wanted WANTED = new Wanted(new FileId(FileId.SMALLEST), VERSION, SIZE);

  @TempDir private Path directory;

  private final Slab slab = new ArenaSlab(8L * Slab.LARGEST_LEASE);
  private final BlockMemory memory = new BlockMemory(slab, () -> 0);
  private BlockCache cache;

  @BeforeEach
  void open() throws IOException {
    cache = BlockCache.open(new BlockCacheSettings(directory, 100 * MIB, 100, 32, null), () -> 0);
  }

  @AfterEach
  void everyLeaseCameBack() {
    cache.close();
    memory.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  @Test
  void r5_nothingStaysInMemoryOrOnDisk() {
    List<Block> blocks = memory.claimGuess(VERSION, 0, SIZE);

    fetch(blocks, true);
    cache.close();

    for (long at = 0; at < SIZE; at += MIB) {
      assertThat(memory.find(VERSION, at)).isNull();
      assertThat(cache.find(VERSION, at)).isNull();
    }
    assertThat(memory.aheadBytes()).isZero();
  }

  @Test
  void whatCameBeforeAConnectionBrokeOffStays() {
    fetch(memory.claimGuess(VERSION, 0, SIZE), false);
    cache.close();

    assertThat(memory.find(VERSION, 0)).isNotNull().satisfies(Block::release);
    assertThat(cache.find(VERSION, 0)).isNotNull();
    assertThat(memory.find(VERSION, 2 * MIB)).isNull();
  }

  @Test
  void r5_whatCameBackFromDiskMeanwhileGoesToo() {
    Block damaged = memory.claimGuess(VERSION, 0, MIB).getFirst();
    memory.drop(damaged, new BlockFailure.Abandoned());
    damaged.release();
    Block back = memory.claimGuess(VERSION, 0, MIB).getFirst();

    new FetchedBlocks(new Blocks(memory, cache)).takeBack(WANTED, List.of(damaged));

    assertThat(memory.find(VERSION, 0)).isNull();
    back.release();
  }

  private void fetch(List<Block> blocks, boolean isDamaged) {
    new Fetch(
            new FailingStore(isDamaged),
            new VersionIds(),
            new Pace(() -> 0),
            WANTED,
            blocks,
            new BlockRoom(memory, () -> true),
            new FetchedBlocks(new Blocks(memory, cache)))
        .run();
  }

  /// Its bodies end before the last byte, as damaged ones or not.
  private record FailingStore(boolean isDamaged) implements ObjectStore {
    @Override
    public GetOutcome getObject(RangeRequest range, BodySink body) {
      for (long came = 0; came < range.length() - 1; ) {
        ByteBuffer room = body.room();
        int count = (int) Math.min(room.remaining(), range.length() - 1 - came);
        room.position(room.position() + count);
        body.came(count);
        came += count;
      }
      if (isDamaged) {
        body.isDamaged();
      }
      throw new VfsException(VfsError.IO, "it ended");
    }

    @Override
    public GetOutcome getObject(GetRequest request, ByteBuffer into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public HeadOutcome headObject(ObjectKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ListPage listObjectsV2(ListRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteObject(ObjectKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean putEmptyObject(ObjectKey key) {
      throw new UnsupportedOperationException();
    }
  }
}
