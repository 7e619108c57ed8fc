package io.sluice.vfs.write.log;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/// The file of the session log: a mark (8 bytes), then frames: length of what follows the CRC (4
/// bytes), its CRC32C (4), its bytes. Only ever appended to; without fsync, since what is with the
/// operating system survives the death of the process.
///
/// A `RandomAccessFile` and not a channel: an interrupt of a thread that writes would close a
/// channel for all. For one thread at a time.
public final class SessionFile implements AutoCloseable {
  private static final long MARK = 0x536c536573736e31L;

  /// Bytes of a frame before what it holds.
  static final int FRAME = 2 * Integer.BYTES;

  /// What a frame holds.
  interface Reader {
    void read(byte[] held);
  }

  private final RandomAccessFile file;

  /// Behind the last whole frame.
  private long end;

  /// Whether there may be something behind `end`: part of what was not taken by a full disk.
  private boolean isTorn;

  /// Whether the file stands at `end`, so that the next write goes there.
  private boolean isAtEnd;

  private SessionFile(RandomAccessFile file, long end) {
    this.file = file;
    this.end = end;
  }

  /// Begins a file, in place of one that is there.
  static SessionFile create(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.setLength(0);
      file.write(ByteBuffer.allocate(Long.BYTES).putLong(MARK).array());
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new SessionFile(file, Long.BYTES);
  }

  /// Whether a file is one of these, or was about to be one when the process died.
  static boolean isOne(Path path) throws IOException {
    if (Files.size(path) < Long.BYTES) {
      return true;
    }
    try (DataInputStream in = new DataInputStream(new FileInputStream(path.toFile()))) {
      return in.readLong() == MARK;
    }
  }

  /// Opens a file, shows every whole frame to a reader, and cuts off what comes after them.
  static SessionFile open(Path path, Reader reader) throws IOException {
    if (!Files.exists(path) || Files.size(path) < Long.BYTES) {
      return create(path);
    }
    long end = Long.BYTES;
    try (InputStream bytes = new BufferedInputStream(new FileInputStream(path.toFile()), 1 << 16);
        DataInputStream in = new DataInputStream(bytes)) {
      in.skipNBytes(Long.BYTES);
      end += readFrames(in, Files.size(path) - Long.BYTES, reader);
    }
    SessionFile file = new SessionFile(new RandomAccessFile(path.toFile(), "rw"), end);
    file.isTorn = true;
    return file;
  }

  /// Reads what is whole; a damaged frame harms no other.
  ///
  /// @return the bytes up to the last whole frame
  private static long readFrames(DataInputStream in, long length, Reader reader)
      throws IOException {
    long whole = 0;
    for (long at = 0; length - at >= FRAME; ) {
      int size = in.readInt();
      int crc = in.readInt();
      if (size <= 0 || size > length - at - FRAME) {
        break;
      }
      byte[] held = in.readNBytes(size);
      at += FRAME + size;
      if (crc32c(held) == crc) {
        reader.read(held);
        whole = at;
      }
    }
    return whole;
  }

  private static int crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /// The frame that holds some bytes.
  static byte[] frame(byte[] held) {
    return ByteBuffer.allocate(FRAME + held.length)
        .putInt(held.length)
        .putInt(crc32c(held))
        .put(held)
        .array();
  }

  /// Appends whole frames, all or none: they are with the operating system when this returns.
  void append(byte[] frames) throws IOException {
    mend();
    isTorn = true;
    if (!isAtEnd) {
      file.seek(end);
    }
    isAtEnd = false;
    file.write(frames);
    end += frames.length;
    isAtEnd = true;
    isTorn = false;
  }

  /// Cuts off what a failed write left: a later shorter one would not cover it.
  void mend() throws IOException {
    if (isTorn) {
      file.setLength(end);
      isTorn = false;
    }
  }

  /// Bytes of the mark and of all frames.
  long end() {
    return end;
  }

  /// Appends the frames of another file from a position to one before its end.
  void appendFrom(Path other, long from, long to) throws IOException {
    try (FileInputStream in = new FileInputStream(other.toFile())) {
      in.skipNBytes(from);
      for (long at = from; at < to; ) {
        byte[] some = in.readNBytes((int) Math.min(1 << 20, to - at));
        if (some.length == 0) {
          throw new EOFException(other + " is shorter than " + to);
        }
        append(some);
        at += some.length;
      }
    }
  }

  /// Puts this file, which has one name, in the place of another.
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
