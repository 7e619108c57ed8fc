package io.sluice.vfs.s3.http;

import java.nio.charset.StandardCharsets;

/// The body of an answer, whole: the first [#length] bytes of [#array], to which nobody writes any
/// more.
public final class HttpBody {
  /// Of an answer without a body, or whose body went to a [BodyReceiver].
  static final HttpBody EMPTY = new HttpBody(new byte[0], 0);

  private final byte[] bytes;
  private final int length;

  HttpBody(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /// Where it is.
  public byte[] array() {
    return bytes;
  }

  /// How many bytes it has.
  public int length() {
    return length;
  }

  /// As UTF-8.
  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
