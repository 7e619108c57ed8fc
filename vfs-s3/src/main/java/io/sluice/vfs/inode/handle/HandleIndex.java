package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Where in the log the entry of an id is: hash tables in mapped files ([HandleSlots]), 16 of them,
/// each for the ids whose hash begins with its number. They grow one after the other and not all at
/// once, so that no call waits for long, and that the memory grows as the number of handles does.
///
/// One writer at a time, and any number of readers beside it.
final class HandleIndex implements AutoCloseable {
  /// Bits of the hash that choose the part.
  static final int PART_BITS = 4;

  private static final int PARTS = 1 << PART_BITS;

  /// Room from the beginning: 128 KiB.
  private static final int FEWEST = 10_000;

  private final List<Part> parts;

  private HandleIndex(List<HandleSlots> slots) {
    this.parts = slots.stream().map(Part::new).toList();
  }

  /// Opens the index of a log.
  ///
  /// @return null if there is none that can be used
  static @Nullable HandleIndex open(Path directory, long log) throws IOException {
    List<HandleSlots> opened = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      HandleSlots slots = HandleSlots.open(file(directory, i), log);
      if (slots == null) {
        opened.forEach(HandleSlots::close);
        return null;
      }
      opened.add(slots);
    }
    return new HandleIndex(opened);
  }

  /// An empty index in place of what is there. Its parts differ in size, by less than what one
  /// grows at a time. What a dead process leaves of it before it is [#finish]ed is none.
  ///
  /// @param entries for how many there shall be room
  /// @throws IOException if the disk is full; nothing is there then
  static HandleIndex create(Path directory, long log, long entries) throws IOException {
    List<HandleSlots> created = new ArrayList<>();
    double share = (double) Math.max(entries, FEWEST) / PARTS;
    try {
      for (int i = 0; i < PARTS; i++) {
        double lead = Math.pow(HandleSlots.GROWTH, (double) i / PARTS);
        created.add(HandleSlots.create(file(directory, i), log, share * lead));
      }
    } catch (IOException e) {
      new HandleIndex(created).discard();
      throw e;
    }
    return new HandleIndex(created);
  }

  /// All that the log has is in the index: it can be opened from now on.
  void finish() {
    parts.forEach(Part::finish);
  }

  /// Takes away an index that cannot be finished.
  void discard() throws IOException {
    for (Part part : parts) {
      part.discard();
    }
  }

  private static Path file(Path directory, int part) {
    return directory.resolve("handles.index-" + part);
  }

  private Part part(FileId id) {
    return parts.get(HandleSlots.tag(id) >>> (Integer.SIZE - PART_BITS));
  }

  /// The position of the record of an id, or 0.
  long find(FileId id, HandleSlots.Match match) throws IOException {
    return part(id).find(id, match);
  }

  /// Sets the position of the record of an id.
  ///
  /// @throws IOException if there is no room and the disk is full; nothing has changed then
  void put(FileId id, long position, HandleSlots.Match match) throws IOException {
    part(id).put(id, position, match);
  }

  /// The memory that the index takes.
  long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }

  /// The slots of a part, and those that take their place when they have become too few: once no
  /// reader uses them any more. Until then readers go on.
  private static final class Part {
    private final ReentrantReadWriteLock mapped = new ReentrantReadWriteLock();

    /// Replaced by the writer under the write lock; read by it, and under the read lock.
    private HandleSlots slots;

    Part(HandleSlots slots) {
      this.slots = slots;
    }

    long find(FileId id, HandleSlots.Match match) throws IOException {
      mapped.readLock().lock();
      try {
        return slots.find(id, match);
      } finally {
        mapped.readLock().unlock();
      }
    }

    void put(FileId id, long position, HandleSlots.Match match) throws IOException {
      if (!slots.hasRoom()) {
        replace(slots.grown());
      }
      slots.put(id, position, match);
    }

    private void replace(HandleSlots grown) {
      mapped.writeLock().lock();
      try {
        slots.close();
        slots = grown;
      } finally {
        mapped.writeLock().unlock();
      }
    }

    /// For the writer, while there are no readers.
    void finish() {
      slots.finish();
    }

    /// For the writer, while there are no readers.
    void discard() throws IOException {
      slots.discard();
    }

    long bytes() {
      mapped.readLock().lock();
      try {
        return slots.bytes();
      } finally {
        mapped.readLock().unlock();
      }
    }

    void close() {
      mapped.writeLock().lock();
      try {
        slots.close();
      } finally {
        mapped.writeLock().unlock();
      }
    }
  }
}
