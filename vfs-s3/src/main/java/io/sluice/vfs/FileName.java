package io.sluice.vfs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// One component of a path: 1 to 255 bytes without `/` and NUL, neither `.` nor `..`. Bytes rather
/// than text, since NFS names are bytes; two names are the same if their bytes are, and they sort
/// as S3 sorts keys, by unsigned bytes.
public final class FileName implements Comparable<FileName> {
  /// The longest name in bytes, which PATHCONF reports as `name_max`.
  public static final int LONGEST = 255;

  private final byte[] bytes;

  private FileName(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A name of these bytes, which are copied.
  ///
  /// @throws VfsException `NAME_TOO_LONG` above 255 bytes, `INVALID` if the bytes cannot be a name
  public static FileName of(byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new VfsException(VfsError.NAME_TOO_LONG, "a name has at most 255 bytes");
    }
    if (!isName(bytes)) {
      throw new VfsException(VfsError.INVALID, "not a file name");
    }
    return new FileName(bytes.clone());
  }

  /// A name of this text in UTF-8.
  ///
  /// @throws VfsException as [#of(byte\[\])]
  public static FileName of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether these bytes can be a name: false for the empty one, `.`, `..`, more than 255 bytes,
  /// `/` or NUL in it.
  public static boolean isName(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > LONGEST) {
      return false;
    }
    if (bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.'))) {
      return false;
    }
    for (byte b : bytes) {
      if (b == '/' || b == 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether this begins with the bytes of another name.
  public boolean startsWith(FileName other) {
    return bytes.length >= other.bytes.length
        && Arrays.equals(bytes, 0, other.bytes.length, other.bytes, 0, other.bytes.length);
  }

  /// The number of bytes.
  public int length() {
    return bytes.length;
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Puts the bytes into `into` at its position, without a copy in between.
  public void putInto(ByteBuffer into) {
    into.put(bytes);
  }

  /// The name as text, or empty if its bytes are not valid UTF-8: then no S3 key can hold it.
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(FileName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The name for a log line: control characters escaped, invalid bytes replaced.
  @Override
  public String toString() {
    return Printable.escape(new String(bytes, StandardCharsets.UTF_8));
  }
}
