package io.sluice.vfs.inode;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.StorageTier;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
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
  private static final HexFormat HEX = HexFormat.of();

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
    ByteArrayOutputStream packed = new ByteArrayOutputStream(64 * names.size());
    int[] starts = new int[names.size() + 1];
    DataOutputStream out = new DataOutputStream(packed);
    try {
      for (int i = 0; i < names.size(); i++) {
        starts[i] = packed.size();
        write(names.get(i), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    starts[names.size()] = packed.size();
    return new PackedNames(packed.toByteArray(), starts);
  }

  private static void write(ListedName name, DataOutputStream out) throws IOException {
    byte[] bytes = name.name().bytes();
    ObjectFacts facts = name.facts();
    byte @Nullable [] md5 = facts == null ? null : md5(facts.eTag());
    out.writeByte(kind(facts, md5));
    out.writeByte(bytes.length);
    out.write(bytes);
    if (facts != null) {
      out.writeLong(facts.size());
      out.writeLong(facts.lastModified().toEpochMilli());
      if (md5 != null) {
        out.write(md5);
      } else if (facts.eTag() != null) {
        byte[] eTag = facts.eTag().value().getBytes(StandardCharsets.UTF_8);
        out.writeShort(eTag.length);
        out.write(eTag);
      }
    }
  }

  private static int kind(@Nullable ObjectFacts facts, byte @Nullable [] md5) {
    if (facts == null) {
      return DIRECTORY;
    }
    int tier =
        switch (facts.tier()) {
          case READABLE -> READABLE;
          case ARCHIVED -> ARCHIVED;
          case ARCHIVED_UNLESS_RESTORED -> ARCHIVED_UNLESS_RESTORED;
        };
    return tier | (md5 != null ? HAS_MD5 : 0) | (facts.eTag() != null ? HAS_ETAG : 0);
  }

  private static byte @Nullable [] md5(@Nullable ETag eTag) {
    if (eTag == null || eTag.value().length() != 2 * MD5_BYTES + 2) {
      return null;
    }
    String digits = eTag.value().substring(1, 2 * MD5_BYTES + 1);
    boolean isLowerHex =
        digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    return isLowerHex ? HEX.parseHex(digits) : null;
  }

  /// How many names there are.
  int size() {
    return starts.length - 1;
  }

  /// The memory that this takes.
  int heapBytes() {
    return FRAME + bytes.capacity() + Integer.BYTES * starts.length;
  }

  /// The name at an index.
  ListedName get(int index) {
    int kind = bytes.get(starts[index]);
    FileType type = (kind & KIND) == DIRECTORY ? FileType.DIRECTORY : FileType.REGULAR;
    byte[] name = new byte[nameLength(index)];
    bytes.get(starts[index] + NAME, name);
    return new ListedName(
        FileName.of(name), type, type == FileType.REGULAR ? facts(index, kind) : null);
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
    boolean isMd5 = (kind & HAS_MD5) != 0;
    byte[] value = new byte[isMd5 ? MD5_BYTES : Short.toUnsignedInt(bytes.getShort(at))];
    bytes.get(isMd5 ? at : at + Short.BYTES, value);
    return new ETag(
        isMd5 ? '"' + HEX.formatHex(value) + '"' : new String(value, StandardCharsets.UTF_8));
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
    boolean isDirectory = (bytes.get(starts[index]) & KIND) == DIRECTORY;
    return -position.compareToName(bytes.array(), start, nameLength(index), isDirectory);
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
