package io.sluice.vfs.inode.listing;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StorageTier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names with what LIST told of them, in the order of their positions, in one array of bytes: about
/// 55 bytes for a file of an ordinary name, where objects would take 250. Immutable.
///
/// An entry: kind (1 byte), length of the name (1), name; for a file also size (8), milliseconds of
/// LastModified (8) and the ETag: 16 bytes if it is a quoted MD5 sum, else its length (2) and text.
final class PackedNames {
  private static final int DIRECTORY = 0;
  private static final int READABLE = 1;
  private static final int ARCHIVED = 2;
  private static final int ARCHIVED_UNLESS_RESTORED = 3;
  private static final int KIND = 3;
  private static final int HAS_ETAG = 4;
  private static final int HAS_MD5 = 8;

  private static final int NAME = 2;
  private static final int MD5_BYTES = 16;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// What there is room for at first for each name.
  private static final int USUAL = 64;

  /// All but the text of an ETag.
  private static final int LARGEST_NAME = NAME + FileName.LONGEST + 2 * Long.BYTES + Short.BYTES;

  private static final int MOST_BYTES_OF_CHARACTER = 3;

  /// Heap around the bytes: this object, two arrays' heads, a buffer.
  private static final int FRAME = 120;

  private final ByteBuffer bytes;

  /// Where each entry begins, and where the last one ends.
  private final int[] starts;

  private PackedNames(byte[] bytes, int[] starts) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.starts = starts;
  }

  /// Packs names.
  ///
  /// @param names in the order of their positions, each position once
  static PackedNames of(List<ListedName> names) {
    int[] starts = new int[names.size() + 1];
    ByteBuffer packed = ByteBuffer.allocate(USUAL * names.size());
    for (int i = 0; i < names.size(); i++) {
      starts[i] = packed.position();
      ListedName name = names.get(i);
      packed = withRoom(packed, mostBytes(name));
      write(name, packed);
    }
    starts[names.size()] = packed.position();
    return new PackedNames(Arrays.copyOf(packed.array(), packed.position()), starts);
  }

  private static int mostBytes(ListedName name) {
    ETag eTag = name.facts() == null ? null : name.facts().eTag();
    return LARGEST_NAME + (eTag == null ? 0 : MOST_BYTES_OF_CHARACTER * eTag.value().length());
  }

  private static ByteBuffer withRoom(ByteBuffer packed, int more) {
    return packed.remaining() >= more
        ? packed
        : ByteBuffer.allocate(2 * packed.capacity() + more).put(packed.flip());
  }

  private static void write(ListedName name, ByteBuffer out) {
    ObjectFacts facts = name.facts();
    ETag eTag = facts == null ? null : facts.eTag();
    boolean isMd5 = eTag != null && isMd5(eTag.value());
    out.put((byte) kind(facts, isMd5)).put((byte) name.name().length());
    name.name().putInto(out);
    if (facts == null) {
      return;
    }
    out.putLong(facts.size()).putLong(facts.lastModified().toEpochMilli());
    if (eTag != null && isMd5) {
      writeMd5(eTag.value(), out);
    } else if (eTag != null) {
      byte[] text = eTag.value().getBytes(StandardCharsets.UTF_8);
      out.putShort((short) text.length).put(text);
    }
  }

  private static int kind(@Nullable ObjectFacts facts, boolean isMd5) {
    if (facts == null) {
      return DIRECTORY;
    }
    int tier =
        switch (facts.tier()) {
          case READABLE -> READABLE;
          case ARCHIVED -> ARCHIVED;
          case ARCHIVED_UNLESS_RESTORED -> ARCHIVED_UNLESS_RESTORED;
        };
    return tier | (isMd5 ? HAS_MD5 : 0) | (facts.eTag() != null ? HAS_ETAG : 0);
  }

  /// Whether it is 32 hexadecimal digits, as this writes them, in quotes.
  private static boolean isMd5(String eTag) {
    if (eTag.length() != 2 * MD5_BYTES + 2) {
      return false;
    }
    for (int i = 1; i <= 2 * MD5_BYTES; i++) {
      char c = eTag.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static void writeMd5(String eTag, ByteBuffer out) {
    for (int i = 1; i <= 2 * MD5_BYTES; i += 2) {
      out.put((byte) (digit(eTag.charAt(i)) << 4 | digit(eTag.charAt(i + 1))));
    }
  }

  private static int digit(char hex) {
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
  }

  /// How many names there are.
  int size() {
    return starts.length - 1;
  }

  /// The memory that this takes.
  int heapBytes() {
    return FRAME + bytes.capacity() + Integer.BYTES * starts.length;
  }

  /// The name at an index, with what is known of it.
  ListedName get(int index) {
    int kind = bytes.get(starts[index]);
    return isDirectory(index)
        ? new ListedName(name(index), FileType.DIRECTORY, null)
        : new ListedName(name(index), FileType.REGULAR, facts(index, kind));
  }

  private FileName name(int index) {
    int start = starts[index] + NAME;
    return FileName.of(bytes.array(), start, start + nameLength(index));
  }

  private boolean isDirectory(int index) {
    return (bytes.get(starts[index]) & KIND) == DIRECTORY;
  }

  /// Where the name at an index stands.
  ListingPosition position(int index) {
    return ListingPosition.of(
        name(index), isDirectory(index) ? FileType.DIRECTORY : FileType.REGULAR);
  }

  /// Whether the name at an index begins with another.
  boolean startsWith(int index, FileName beginning) {
    int start = starts[index] + NAME;
    return beginning.isBeginningOf(bytes.array(), start, start + nameLength(index));
  }

  private ObjectFacts facts(int index, int kind) {
    int at = starts[index] + NAME + nameLength(index);
    StorageTier tier =
        switch (kind & KIND) {
          case READABLE -> StorageTier.READABLE;
          case ARCHIVED -> StorageTier.ARCHIVED;
          default -> StorageTier.ARCHIVED_UNLESS_RESTORED;
        };
    return new ObjectFacts(
        bytes.getLong(at),
        Instant.ofEpochMilli(bytes.getLong(at + Long.BYTES)),
        eTag(at + 2 * Long.BYTES, kind),
        tier);
  }

  private @Nullable ETag eTag(int at, int kind) {
    if ((kind & HAS_ETAG) == 0) {
      return null;
    }
    if ((kind & HAS_MD5) != 0) {
      return new ETag(md5(at));
    }
    byte[] text = new byte[Short.toUnsignedInt(bytes.getShort(at))];
    bytes.get(at + Short.BYTES, text);
    return new ETag(new String(text, StandardCharsets.UTF_8));
  }

  private String md5(int at) {
    byte[] text = new byte[2 * MD5_BYTES + 2];
    text[0] = '"';
    for (int i = 0; i < MD5_BYTES; i++) {
      int both = bytes.get(at + i);
      text[2 * i + 1] = DIGITS[both >> 4 & 15];
      text[2 * i + 2] = DIGITS[both & 15];
    }
    text[2 * MD5_BYTES + 1] = '"';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private int nameLength(int index) {
    return Byte.toUnsignedInt(bytes.get(starts[index] + 1));
  }

  /// The index of the first name that stands after a position, by halving.
  int firstAfter(ListingPosition position) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, position) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Compares where a name stands with a position.
  int compare(int index, ListingPosition position) {
    int start = starts[index] + NAME;
    return -position.compareToName(bytes.array(), start, nameLength(index), isDirectory(index));
  }

  /// Whether `count` names from an index on are the same as those of another from its own.
  boolean sameAs(int from, PackedNames other, int otherFrom, int count) {
    return Arrays.equals(
        bytes.array(),
        starts[from],
        starts[from + count],
        other.bytes.array(),
        other.starts[otherFrom],
        other.starts[otherFrom + count]);
  }

  /// A copy of some of the names.
  PackedNames copy(int from, int to) {
    int[] some = new int[to - from + 1];
    for (int i = 0; i < some.length; i++) {
      some[i] = starts[from + i] - starts[from];
    }
    return new PackedNames(Arrays.copyOfRange(bytes.array(), starts[from], starts[to]), some);
  }
}
