package io.sluice.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount of memory or disk.
///
/// @param bytes at least 0
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern SPELLING = Pattern.compile("(\\d{1,15})(B|KiB|MiB|GiB|TiB)?");
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size of " + bytes + " bytes");
    }
  }

  /// That many times 2^20 bytes.
  public static ByteSize ofMebibytes(long count) {
    return new ByteSize(Math.multiplyExact(count, 1L << 20));
  }

  /// Reads `64MiB`, `1GiB` or `4096`.
  ///
  /// @throws IllegalArgumentException if it is none
  public static ByteSize parse(String text) {
    Matcher matcher = SPELLING.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no size: " + text);
    }
    String unit = matcher.group(2);
    int power = unit == null ? 0 : UNITS.indexOf(unit);
    try {
      return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException("no size: " + text, overflow);
    }
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /// In the largest unit that divides it, as [#parse] reads it.
  @Override
  public String toString() {
    int power = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.size() - 1);
    return power == 0 ? Long.toString(bytes) : (bytes >> (10 * power)) + UNITS.get(power);
  }
}
