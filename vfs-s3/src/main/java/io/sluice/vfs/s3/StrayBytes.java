package io.sluice.vfs.s3;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Bytes of keys that are not UTF-8, in the texts of keys: each as a surrogate that stands alone,
/// which no text has that came from UTF-8. So two such keys are not taken for one, and nobody takes
/// one for a key that can be asked for.
public final class StrayBytes {
  /// For byte 0; those that come have the highest bit.
  private static final int FIRST = Character.MIN_LOW_SURROGATE;

  private StrayBytes() {}

  /// The text of the first `length` bytes.
  public static String text(byte[] bytes, int length) {
    ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer text = CharBuffer.allocate(length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(from, text, true);
    while (result.isMalformed()) {
      for (int i = 0; i < result.length(); i++) {
        text.put((char) (FIRST + Byte.toUnsignedInt(from.get())));
      }
      result = decoder.decode(from, text, true);
    }
    return text.flip().toString();
  }

  /// Whether a text has any: it is part of no key that can be asked for, and its place in the order
  /// of keys is not known.
  public static boolean areIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
