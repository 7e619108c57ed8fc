package io.sluice.vfs.bucket;

/// Names that count: `part-09.csv` is followed by `part-10.csv`, `f9` by `f10`.
final class CountedName {
  /// Longer numbers are hashes or times, which nobody counts.
  private static final int MOST_DIGITS = 18;

  private CountedName() {}

  /// The name with its last number one higher, as wide as before if it had zeros in front; empty if
  /// there is no number.
  static String next(String name) {
    int dot = name.lastIndexOf('.');
    // What kind of file it is does not count: `clip1.mp4`, unless nothing else does: `disk.001`.
    int end = dot < 0 ? 0 : lastDigit(name, dot);
    end = end == 0 ? lastDigit(name, name.length()) : end;
    int begin = end;
    while (begin > 0 && isDigit(name.charAt(begin - 1))) {
      begin--;
    }
    if (begin == end || end - begin > MOST_DIGITS) {
      return "";
    }
    String digits = name.substring(begin, end);
    String next = Long.toString(Long.parseLong(digits) + 1);
    String zeros = "0".repeat(Math.max(0, digits.length() - next.length()));
    return name.substring(0, begin) + zeros + next + name.substring(end);
  }

  /// Behind the last digit before `end`; 0 if there is none.
  private static int lastDigit(String name, int end) {
    int at = end;
    while (at > 0 && !isDigit(name.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
