package io.sluice.vfs.inode.listing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Guesses where pages of a directory begin that were not asked for yet, from the names of one that
/// came: names are read as numbers of the digits that they are seen to be made of (decimal,
/// hexadecimal, letters and digits), and the next page is taken to be as wide as this one. Right
/// for counted names, about right for random ones and for dates, wrong for words. Pure.
public final class PageGuess {
  private static final List<String> ALPHABETS =
      List.of(
          "0123456789",
          "0123456789abcdef",
          "0123456789ABCDEF",
          "0123456789abcdefghijklmnopqrstuvwxyz",
          "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

  /// Fewer names tell nothing of the others.
  private static final int LEAST_NAMES = 2;

  /// Digits behind the common beginning of a page that are looked at: enough to tell a thousand
  /// names apart.
  private static final int MOST_DIGITS_BEHIND = 8;

  /// How much of a page's width the next one begins behind it, where names are not counted one by
  /// one. Pages that overlap cost a tenth of a request; a gap between them costs a whole one.
  private static final double STEP = 0.9;

  private final String alphabet;

  /// Where the digits stand in a name, first to last.
  private final int[] digits;

  private final long step;
  private final long end;

  /// Whether each name is the one before plus one, all with the same rest behind the digits.
  private final boolean isCounted;

  private PageGuess(String alphabet, int[] digits, long step, long end, boolean isCounted) {
    this.alphabet = alphabet;
    this.digits = digits;
    this.step = step;
    this.end = end;
    this.isCounted = isCounted;
  }

  /// What a page tells of the next ones; null if nothing.
  public static @Nullable PageGuess of(ListingPage page) {
    if (page.size() < LEAST_NAMES) {
      return null;
    }
    byte[] first = bytes(page.position(0));
    byte[] last = bytes(page.position(page.size() - 1));
    int common = Math.max(0, Arrays.mismatch(first, last));
    String alphabet = alphabet(page, common);
    if (alphabet == null) {
      return null;
    }
    int[] digits = digits(alphabet, first, last, common);
    long end = 1;
    for (int i = 0; i < digits.length; i++) {
      end *= alphabet.length();
    }
    long width = value(last, alphabet, digits) - value(first, alphabet, digits);
    boolean isCounted = width == page.size() - 1 && haveSameRest(first, last, digits);
    long step = isCounted ? width + 1 : (long) (width * STEP);
    return step <= 0 ? null : new PageGuess(alphabet, digits, step, end, isCounted);
  }

  /// A position about one page behind another; null if there is none.
  public @Nullable ListingPosition next(ListingPosition position) {
    byte[] from = bytes(position);
    long value = value(from, alphabet, digits) + step;
    int length = digits[digits.length - 1] + 1;
    if (value >= end || from.length < digits[0]) {
      return null;
    }
    byte[] next = Arrays.copyOf(from, Math.max(length, isCounted ? from.length : length));
    for (int i = digits.length - 1; i >= 0; i--) {
      next[digits[i]] = (byte) alphabet.charAt((int) (value % alphabet.length()));
      value /= alphabet.length();
    }
    return isPosition(next) ? ListingPosition.of(new String(next, StandardCharsets.UTF_8)) : null;
  }

  /// Whether a name can stand there. Not inside of a directory (`docs/001`, if the digits of others
  /// begin where the name of this one ends): S3 would roll up what follows into `docs/`, which is
  /// before it.
  private static boolean isPosition(byte[] next) {
    for (int i = 0; i < next.length; i++) {
      if (next[i] == 0 || (next[i] == '/' && i < next.length - 1)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(ListingPosition position) {
    return position.bytes();
  }

  /// The smallest alphabet of all that comes behind the common beginning, punctuation left out.
  private static @Nullable String alphabet(ListingPage page, int common) {
    boolean[] seen = new boolean[128];
    boolean any = false;
    for (int i = 0; i < page.size(); i++) {
      byte[] name = bytes(page.position(i));
      for (int at = common; at < Math.min(name.length, common + MOST_DIGITS_BEHIND); at++) {
        if (name[at] < 0) {
          return null;
        }
        if (isPunctuation(name[at])) {
          break;
        }
        seen[name[at]] = true;
        any = true;
      }
    }
    return any ? ALPHABETS.stream().filter(one -> holds(one, seen)).findFirst().orElse(null) : null;
  }

  private static boolean isPunctuation(byte b) {
    return !Character.isLetterOrDigit(b);
  }

  private static boolean holds(String alphabet, boolean[] seen) {
    for (int c = 0; c < seen.length; c++) {
      if (seen[c] && alphabet.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Where digits stand: some behind the common beginning, and as many before it as a long holds.
  private static int[] digits(String alphabet, byte[] first, byte[] last, int common) {
    List<Integer> at = new ArrayList<>();
    for (int i = common; i < last.length && at.size() < MOST_DIGITS_BEHIND; i++) {
      if (alphabet.indexOf(last[i]) >= 0) {
        at.add(i);
      } else if (i >= first.length
          || first[i] != last[i]
          || Arrays.equals(first, i, first.length, last, i, last.length)) {
        break;
      }
    }
    double room = Long.MAX_VALUE / Math.pow(alphabet.length(), at.size() + 1.0);
    for (int i = common - 1; i >= 0 && room > alphabet.length(); i--) {
      if (alphabet.indexOf(last[i]) >= 0) {
        at.addFirst(i);
        room /= alphabet.length();
      }
    }
    return at.isEmpty() ? new int[] {common} : at.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long value(byte[] name, String alphabet, int[] digits) {
    long value = 0;
    for (int at : digits) {
      value = value * alphabet.length() + (at < name.length ? digit(name[at], alphabet) : 0);
    }
    return value;
  }

  /// The digit, or for another character the first digit that sorts behind it.
  private static int digit(byte character, String alphabet) {
    for (int i = 0; i < alphabet.length(); i++) {
      if (alphabet.charAt(i) >= Byte.toUnsignedInt(character)) {
        return i;
      }
    }
    return alphabet.length() - 1;
  }

  private static boolean haveSameRest(byte[] first, byte[] last, int[] digits) {
    int rest = digits[digits.length - 1] + 1;
    return first.length == last.length
        && rest <= last.length
        && Arrays.equals(first, rest, first.length, last, rest, last.length);
  }
}
