package io.sluice.it.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.contract.WritableFileSystemContract;
import io.sluice.memory.Lease;
import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VirtualFileSystem;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InMemoryFileSystemTest extends WritableFileSystemContract {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private final TestSlab slab = new TestSlab(4 << 20);
  private final InMemoryFileSystem fileSystem = new InMemoryFileSystem(slab, CLOCK);

  @Override
  protected VirtualFileSystem fileSystem() {
    return fileSystem;
  }

  @Override
  protected void seed(String path, byte[] content) {
    Seed.file(fileSystem, path, content);
  }

  @AfterEach
  void everyLeaseCameBack() {
    slab.close();
  }

  @Test
  void aReadWithoutMemoryIsNotAtHandAndThenBusy() {
    seed("file", text("bytes"));
    FileId file = find("file").id();

    try (Lease all = Objects.requireNonNull(slab.tryLease(4 << 20))) {
      assertThat(all.buffer().capacity()).isEqualTo(4 << 20);
      assertFails(VfsError.NOT_AT_HAND, () -> fileSystem.atHand().read(file, 0, 5));
      assertFails(VfsError.BUSY, () -> fileSystem.read(file, 0, 5));
    }
    assertThat(bytesOf("file")).isEqualTo(text("bytes"));
  }

  @Test
  void attributesAroundAChangeFollowEachOther() {
    FileId root = fileSystem.root();
    FileId file =
        fileSystem
            .create(root, FileName.of("new"), new CreateMode.Guarded(AttributeChanges.NONE))
            .attributes()
            .id();

    AttributeChange first = written(file);
    AttributeChange second = written(file);

    assertThat(Objects.requireNonNull(first.after()).before()).isEqualTo(second.before());
    assertThat(second.after()).isEqualTo(fileSystem.getAttributes(file));
  }

  @Test
  void aBeginningWithTheSameClockStillHasItsOwnTimes() {
    seed("a", text("x"));
    seed("b", text("x"));

    assertThat(find("a").ctime()).isBefore(find("b").ctime());
    assertThat(fileSystem.lookup(fileSystem.root(), FileName.of("c")))
        .isInstanceOf(LookupOutcome.Missing.class);
  }

  private AttributeChange written(FileId file) {
    return fileSystem.write(file, 0, ByteBuffer.wrap(text("x")), Durability.FILE).file();
  }
}
