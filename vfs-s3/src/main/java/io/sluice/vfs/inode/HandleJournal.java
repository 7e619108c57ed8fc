package io.sluice.vfs.inode;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/// The newest handles, in the order in which they were given out: a file that is only ever appended
/// to, one `write` for each batch, so that they are with the operating system before a reply
/// leaves. Without fsync: a client on this machine dies with the machine. A record: CRC32C of what
/// follows (4 bytes), length of the place (2), id (8), place.
final class HandleJournal implements AutoCloseable {
  private static final int HEAD = Integer.BYTES + Short.BYTES + Long.BYTES;

  private final Path file;

  /// A stream and not a channel: an interrupt of the thread that writes would close a channel for
  /// all.
  private final FileOutputStream stream;

  private HandleJournal(Path file, FileOutputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  static HandleJournal create(Path file) throws IOException {
    return new HandleJournal(file, new FileOutputStream(file.toFile(), true));
  }

  /// Appends a batch; all of it is with the operating system when this returns.
  void append(Map<Long, byte[]> places) throws IOException {
    int size = places.values().stream().mapToInt(place -> HEAD + place.length).sum();
    ByteBuffer batch = ByteBuffer.allocate(size);
    places.forEach((id, place) -> put(batch, id, place));
    stream.write(batch.array());
  }

  private static void put(ByteBuffer batch, long id, byte[] place) {
    int start = batch.position();
    batch.putInt(0).putShort((short) place.length).putLong(id).put(place);
    batch.putInt(start, checksum(batch, start + Integer.BYTES, batch.position()));
  }

  /// Hands every whole record of `file` to `places`. A torn one is where the process died, or where
  /// the disk was full for a while: then whole ones may follow.
  static void replay(Path file, BiConsumer<Long, byte[]> places) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.remaining() >= HEAD) {
      int start = bytes.position();
      int checksum = bytes.getInt();
      int length = Short.toUnsignedInt(bytes.getShort());
      long id = bytes.getLong();
      if (length > PlaceCodec.LONGEST
          || bytes.remaining() < length
          || checksum(bytes, start + Integer.BYTES, bytes.position() + length) != checksum) {
        bytes.position(start + 1);
        continue;
      }
      byte[] place = new byte[length];
      bytes.get(place);
      places.accept(id, place);
    }
  }

  private static int checksum(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, to - from));
    return (int) crc.getValue();
  }

  /// Ends the journal and removes its file, once its records are kept elsewhere.
  void discard() throws IOException {
    stream.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
