package io.sluice.it.bucket;

import io.sluice.it.fake.store.NumberedKeys;
import io.sluice.it.reference.TestSlab;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.inode.NamespaceOptions;
import io.sluice.vfs.inode.Ttl;
import io.sluice.vfs.inode.handle.DiskHandleTable;
import io.sluice.vfs.inode.local.LocalState;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A process of its own that takes a million names into use, each listed and looked up with its
/// handle given out and remembered for ever, and prints what they cost: `names=N bytes=N`.
public final class NamesInUse {
  private static final int DIRECTORIES = 1_000;
  private static final int FILES = 1_000;
  private static final int PAGE = 4_000;
  private static final Duration EVER = Duration.ofDays(100_000);
  private static final long SLAB = 1L << 20;

  private final VirtualFileSystem files;
  private long names;

  private NamesInUse(VirtualFileSystem files) {
    this.files = files;
  }

  /// Measures.
  ///
  /// @param arguments an empty folder for the handle table
  public static void main(String[] arguments) throws IOException {
    NumberedKeys keys = NumberedKeys.tree(DIRECTORIES, FILES, 10, Instant.EPOCH);
    try (DiskHandleTable handles = DiskHandleTable.open(Path.of(arguments[0]))) {
      NamesInUse inUse =
          new NamesInUse(
              BucketFiles.open(
                  new ComputedStore(keys),
                  new NoUploads(),
                  "",
                  handles,
                  LocalState.inMemory(),
                  NamespaceOptions.of(
                      new Ttl(EVER, EVER), InstantSource.system(), System::nanoTime),
                  new TestSlab(SLAB),
                  true));
      inUse.files.lookup(inUse.files.root(), FileName.of("d0000"));
      long before = bytesInUse();
      inUse.takeAll();
      long after = bytesInUse();
      System.out.printf("names=%d bytes=%d%n", inUse.names, after - before);
    }
  }

  private void takeAll() {
    for (int i = 0; i < DIRECTORIES; i++) {
      takeAll(lookup(files.root(), FileName.of("d%04d".formatted(i))));
    }
  }

  private void takeAll(FileId directory) {
    long cookie = 0;
    DirectoryPage page;
    do {
      page = files.list(directory, cookie, PAGE);
      for (DirectoryEntry entry : page.entries()) {
        lookup(directory, entry.name());
        names++;
        cookie = entry.id().value();
      }
    } while (!page.reachedEnd());
  }

  private FileId lookup(FileId directory, FileName name) {
    return ((LookupOutcome.Found) files.lookup(directory, name)).attributes().id();
  }

  /// Heap after collection, and memory outside of it.
  private static long bytesInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long outside =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + outside;
  }
}
