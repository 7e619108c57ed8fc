package io.sluice.it.fake.store;

import java.util.Comparator;

/// The order of S3 listings: keys by their UTF-8 bytes, unsigned. That is the order of code points,
/// and differs from the order of Java strings where surrogates meet U+E000 to U+FFFF.
public final class KeyOrder {
  /// Compares two keys.
  public static final Comparator<String> UTF8 = KeyOrder::compare;

  private KeyOrder() {}

  private static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return Integer.compare(rank(left.charAt(i)), rank(right.charAt(i)));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /// Moves surrogates above all other characters.
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  /// The smallest key after all keys that begin with `prefix`.
  ///
  /// @throws IllegalArgumentException if there is none
  public static String after(String prefix) {
    for (int end = prefix.length(); end > 0; ) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1;
        int valid = next == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : next;
        return prefix.substring(0, end) + Character.toString(valid);
      }
    }
    throw new IllegalArgumentException("no key follows the prefix");
  }
}
