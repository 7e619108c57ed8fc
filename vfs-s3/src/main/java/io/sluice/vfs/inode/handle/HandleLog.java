package io.sluice.vfs.inode.handle;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The file with all entries, in the order in which they were given out: only ever appended to, one
/// `write` for each batch, so that they are with the operating system before a reply leaves. What
/// is torn because the process died or the disk was full is written over, or lies there unused:
/// only the index knows where records are. A header: a mark (8 bytes), a random number that tells
/// this log from others (8).
///
/// A `RandomAccessFile` and not a channel: an interrupt of a thread that reads or writes would
/// close a channel for all. One writer at a time; any number of readers.
final class HandleLog implements AutoCloseable {
  private static final long MARK = 0x536c48616e646c31L;
  private static final int HEADER = 2 * Long.BYTES;

  /// Where the first record is. Records follow one after the other, but for what is torn.
  static final long FIRST = HEADER;

  /// Positions are kept as 32 bits times the unit of records: 32 GiB, some 800 million names.
  private static final long LONGEST = HandleCodec.UNIT * (1L << 32);

  @GuardedBy("this")
  private final RandomAccessFile file;

  private final long identity;

  /// Where the next record begins; the writer alone uses it.
  private long end;

  private HandleLog(RandomAccessFile file, long identity, long end) {
    this.file = file;
    this.identity = identity;
    this.end = end;
  }

  /// The log in a file, which is begun if it is empty, and owned from now on.
  ///
  /// @return null if the file is something else; it is closed then
  static @Nullable HandleLog open(RandomAccessFile file) throws IOException {
    long length = file.length();
    if (length < HEADER) {
      long identity = new SecureRandom().nextLong();
      file.write(ByteBuffer.allocate(HEADER).putLong(MARK).putLong(identity).array());
      return new HandleLog(file, identity, HEADER);
    }
    byte[] header = new byte[HEADER];
    file.readFully(header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (fields.getLong() != MARK) {
      file.close();
      return null;
    }
    return new HandleLog(
        file, fields.getLong(), (length + HandleCodec.UNIT - 1) & -HandleCodec.UNIT);
  }

  /// What tells this log from others.
  long identity() {
    return identity;
  }

  /// Behind the last record.
  long end() {
    return end;
  }

  /// Appends entries; all of them are with the operating system when this returns.
  ///
  /// @return where their records begin
  long[] append(List<HandleEntry> entries) throws IOException {
    int size = 0;
    for (HandleEntry entry : entries) {
      size += HandleCodec.length(entry);
    }
    if (end + size > LONGEST) {
      throw new IOException("the table is full");
    }
    ByteBuffer records = ByteBuffer.allocate(size);
    long[] positions = new long[entries.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = end + records.position();
      HandleCodec.encode(entries.get(i), records);
    }
    synchronized (this) {
      file.seek(end);
      file.write(records.array());
    }
    end += size;
    return positions;
  }

  /// Somebody who reads records, by one thread.
  ///
  /// @param stretch how many bytes are read at once: names that are listed together lie together
  Reader reader(int stretch) {
    return new Reader(Math.max(stretch, HandleCodec.LONGEST));
  }

  /// See [HandleLog#reader(int)].
  final class Reader {
    private final byte[] bytes;
    private ByteBuffer stretch = ByteBuffer.allocate(0);
    private long from;

    private Reader(int size) {
      this.bytes = new byte[size];
    }

    /// The entry whose record begins at a position; null if there is no whole one.
    @Nullable HandleEntry at(long position) throws IOException {
      if (position < from || position + HandleCodec.LONGEST > from + stretch.limit()) {
        from = position;
        stretch = ByteBuffer.wrap(bytes, 0, fill(position));
      }
      return HandleCodec.decode(stretch.position((int) (position - from)));
    }

    private int fill(long position) throws IOException {
      synchronized (HandleLog.this) {
        file.seek(position);
        return Math.max(file.read(bytes), 0);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
