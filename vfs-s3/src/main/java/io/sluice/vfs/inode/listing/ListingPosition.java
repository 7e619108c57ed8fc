package io.sluice.vfs.inode.listing;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A place in the order of a directory's listing, which is S3's order of keys: a file stands at its
/// name, a directory at its name and `/`. So `d`, `d-x`, `d/` is the order, and a listing goes on
/// after any of them without knowing what came before.
public final class ListingPosition implements Comparable<ListingPosition> {
  /// Before every name.
  public static final ListingPosition START = new ListingPosition(new byte[0]);

  private final byte[] bytes;

  private ListingPosition(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The position of a name.
  public static ListingPosition of(FileName name, FileType type) {
    byte[] bytes = name.bytes();
    if (type == FileType.REGULAR) {
      return new ListingPosition(bytes);
    }
    byte[] directory = Arrays.copyOf(bytes, bytes.length + 1);
    directory[bytes.length] = '/';
    return new ListingPosition(directory);
  }

  /// The position of a key's part below the directory, `/` at its end included.
  public static ListingPosition of(String relativeKey) {
    return ofKey(relativeKey.getBytes(StandardCharsets.UTF_8));
  }

  /// The position of a key's part below the directory, in UTF-8; nobody may change the array.
  static ListingPosition ofKey(byte[] relativeKey) {
    return new ListingPosition(relativeKey);
  }

  /// The last character there is.
  private static final int LAST_CHARACTER = Character.MAX_CODE_POINT;

  /// A position before a name as a file, with next to nothing in between. Never inside of a
  /// directory, where S3 would begin with the directory, which is before it.
  public static ListingPosition before(FileName name) {
    String text = name.text().orElseThrow();
    int last = text.codePointBefore(text.length());
    String head = text.substring(0, text.length() - Character.charCount(last));
    int less = last - 1 == '/' ? '/' - 1 : last - 1;
    if (less == 0) {
      return of(head);
    }
    boolean isSurrogate = less >= Character.MIN_SURROGATE && less <= Character.MAX_SURROGATE;
    int before = isSurrogate ? Character.MIN_SURROGATE - 1 : less;
    return of(head + Character.toString(before) + Character.toString(LAST_CHARACTER));
  }

  /// How many directories a place below a directory goes down: the number of its `/`.
  public int depth() {
    int depth = 0;
    for (byte b : bytes) {
      depth += b == '/' ? 1 : 0;
    }
    return depth;
  }

  /// Whether this place is inside of a directory.
  public boolean isBelow(ListingPosition directory) {
    int length = directory.bytes.length;
    return bytes.length > length && Arrays.equals(bytes, 0, length, directory.bytes, 0, length);
  }

  /// Whether this is a directory's.
  public boolean isOfDirectory() {
    return bytes.length > 0 && bytes[bytes.length - 1] == '/';
  }

  /// Compares with the position of a name that stands in an array.
  int compareToName(byte[] names, int start, int length, boolean isDirectory) {
    int order = Arrays.compareUnsigned(bytes, 0, bytes.length, names, start, start + length);
    if (!isDirectory || order < 0) {
      return order;
    }
    if (order == 0) {
      return -1;
    }
    // greater than the name; the name's `/` may still decide
    boolean goesOn =
        bytes.length > length && Arrays.equals(bytes, 0, length, names, start, start + length);
    if (!goesOn) {
      return order;
    }
    int next = Byte.toUnsignedInt(bytes[length]) - '/';
    return next != 0 ? next : bytes.length - length - 1;
  }

  /// A copy of the key's bytes below the directory.
  byte[] bytes() {
    return bytes.clone();
  }

  /// The key below the directory.
  public String relativeKey() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(ListingPosition other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListingPosition position && Arrays.equals(bytes, position.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Printable.escape(relativeKey());
  }
}
