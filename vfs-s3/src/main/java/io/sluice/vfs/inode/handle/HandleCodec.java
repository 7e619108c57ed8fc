package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Entries as records of the log: CRC32C of what follows (4 bytes), id (8), parent id (8), flags
/// (1), length of the name (1), generation and living generation (4 each, only if a flag says so),
/// name; filled with zeros to a multiple of 8.
final class HandleCodec {
  /// Records begin at multiples of this, so that a position fits into 32 bits for longer.
  static final int UNIT = 8;

  private static final int HEAD = Integer.BYTES + 2 * Long.BYTES + 2;
  private static final int GENERATIONS = 2 * Integer.BYTES;

  /// The fewest and the most bytes of a record.
  static final int SHORTEST = aligned(HEAD + 1);

  static final int LONGEST = aligned(HEAD + GENERATIONS + FileName.LONGEST);

  private static final int DIRECTORY = 1;
  private static final int HAS_GENERATIONS = 2;

  private HandleCodec() {}

  static int length(HandleEntry entry) {
    return aligned(HEAD + (entry.live() == 0 ? 0 : GENERATIONS) + entry.place().name().length());
  }

  private static int aligned(int length) {
    return (length + UNIT - 1) & -UNIT;
  }

  /// Puts the record of an entry into `into` at its position.
  static void encode(HandleEntry entry, ByteBuffer into) {
    int start = into.position();
    Place place = entry.place();
    into.putInt(0).putLong(entry.id().value()).putLong(place.parent().value());
    int flags = place.type() == FileType.DIRECTORY ? DIRECTORY : 0;
    if (entry.live() == 0) {
      into.put((byte) flags).put((byte) place.name().length());
    } else {
      into.put((byte) (flags | HAS_GENERATIONS)).put((byte) place.name().length());
      into.putInt(entry.generation()).putInt(entry.live());
    }
    place.name().putInto(into);
    into.putInt(start, checksum(into, start, into.position()));
    while ((into.position() - start) % UNIT != 0) {
      into.put((byte) 0);
    }
  }

  /// The entry whose record begins at the position of `from`, which is moved behind it; or null,
  /// and the position is where it was, if there is no whole record.
  static @Nullable HandleEntry decode(ByteBuffer from) {
    int start = from.position();
    if (from.remaining() < SHORTEST) {
      return null;
    }
    int flags = from.get(start + HEAD - 2);
    int generations = (flags & HAS_GENERATIONS) == 0 ? 0 : GENERATIONS;
    int nameLength = Byte.toUnsignedInt(from.get(start + HEAD - 1));
    int end = start + HEAD + generations + nameLength;
    if (start + aligned(end - start) > from.limit()
        || from.getInt(start) != checksum(from, start, end)) {
      return null;
    }
    byte[] name = new byte[nameLength];
    from.get(end - nameLength, name);
    Place place =
        new Place(
            new FileId(from.getLong(start + Integer.BYTES + Long.BYTES)),
            FileName.of(name),
            (flags & DIRECTORY) == 0 ? FileType.REGULAR : FileType.DIRECTORY);
    from.position(start + aligned(end - start));
    return new HandleEntry(
        new FileId(from.getLong(start + Integer.BYTES)),
        place,
        generations == 0 ? 0 : from.getInt(start + HEAD),
        generations == 0 ? 0 : from.getInt(start + HEAD + Integer.BYTES));
  }

  private static int checksum(ByteBuffer bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    int from = start + Integer.BYTES;
    crc.update(bytes.array(), bytes.arrayOffset() + from, end - from);
    return (int) crc.getValue();
  }
}
