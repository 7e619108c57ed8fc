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
    return checked(bytes.clone());
  }

  private static FileName checked(byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new VfsException(VfsError.NAME_TOO_LONG, "a name has at most 255 bytes");
    }
    if (!isName(bytes)) {
      throw new VfsException(VfsError.INVALID, "not a file name");
    }
    return new FileName(bytes);
  }

  /// A name of a part of an array, which is copied.
  ///
  /// @throws VfsException as [#of(byte\[\])]
  public static FileName of(byte[] bytes, int from, int to) {
    return checked(Arrays.copyOfRange(bytes, from, to));
  }

  /// A name of this text in UTF-8.
  ///
  /// @throws VfsException as [#of(byte\[\])]
  public static FileName of(String text) {
    return checked(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether these bytes can be a name: false for the empty one, `.`, `..`, more than 255 bytes,
  /// `/` or NUL in it.
  public static boolean isName(byte[] bytes) {
    return isName(bytes, bytes.length);
  }

  /// Whether the first `length` of these bytes can be a name.
  public static boolean isName(byte[] bytes, int length) {
    if (length == 0 || length > LONGEST) {
      return false;
    }
    if (bytes[0] == '.' && (length == 1 || (length == 2 && bytes[1] == '.'))) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '/' || bytes[i] == 0) {
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

  /// Whether the bytes of an array from one place to another begin with this name.
  public boolean isBeginningOf(byte[] other, int from, int to) {
    return to - from >= bytes.length
        && Arrays.equals(bytes, 0, bytes.length, other, from, from + bytes.length);
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

  /// Adds the bytes to a hash.
  public SipHash putInto(SipHash hash) {
    return hash.putBytes(bytes);
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
