package io.sluice.memory;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// An array of longs that is a file: mapped into memory, so that whatever was set is the kernel's
/// and survives the death of the process without any call.
///
/// Without locks: each long is set as a whole, and who gets it sees what was written before it was
/// set. Only closing must wait until nobody uses the longs any more.
public final class MappedLongs implements AutoCloseable {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.arrayElementVarHandle();

  /// Zeros are written in pieces of so many bytes: larger ones would be humongous for the
  /// collector.
  private static final int ZEROS = 64 << 10;

  private final Arena arena;
  private final MemorySegment longs;

  private MappedLongs(Arena arena, MemorySegment longs) {
    this.arena = arena;
    this.longs = longs;
  }

  /// A new file of `length` zeros in place of what is there. They are really written, since a hole
  /// that a full disk cannot fill would be a fault of the processor later and not an error now.
  public static MappedLongs create(Path file, long length) throws IOException {
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      byte[] zeros = new byte[ZEROS];
      for (long left = length * Long.BYTES; left > 0; left -= ZEROS) {
        out.write(zeros, 0, (int) Math.min(left, ZEROS));
      }
    }
    return open(file);
  }

  /// The longs of a file.
  public static MappedLongs open(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new MappedLongs(
          arena, channel.map(MapMode.READ_WRITE, 0, channel.size() & -Long.BYTES, arena));
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  /// How many longs there are.
  public long length() {
    return longs.byteSize() / Long.BYTES;
  }

  /// The long at an index.
  public long get(long index) {
    return (long) LONG.getAcquire(longs, 0L, index);
  }

  /// Sets the long at an index.
  public void set(long index, long value) {
    LONG.setRelease(longs, 0L, index, value);
  }

  /// Unmaps the file.
  @Override
  public void close() {
    arena.close();
  }
}
