package io.sluice.vfs.inode;

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
    return new ListingPosition(relativeKey.getBytes(StandardCharsets.UTF_8));
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
