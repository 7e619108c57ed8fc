package io.sluice.vfs.s3.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import software.amazon.awssdk.core.exception.SdkClientException;

/// LastModified of a listing, as `2009-10-12T17:50:30.000Z` (ISO 8601).
final class ListedTime {
  private static final int SECONDS_END = 19;
  private static final int NANOS_DIGITS = 9;

  private ListedTime() {}

  /// The time.
  ///
  /// @throws SdkClientException for what is none
  static Instant parse(String text) {
    try {
      return isUsual(text) ? usual(text) : OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw SdkClientException.create("a listing with a time that is none", e);
    }
  }

  /// Whether it is in UTC, and all but the fraction of the second stands where it always does.
  private static boolean isUsual(String text) {
    int last = text.length() - 1;
    if (last < SECONDS_END || last > SECONDS_END + 1 + NANOS_DIGITS || text.charAt(last) != 'Z') {
      return false;
    }
    String shape = "0000-00-00T00:00:00.000000000";
    for (int i = 0; i < last; i++) {
      char c = text.charAt(i);
      if (shape.charAt(i) == '0' ? c < '0' || c > '9' : c != shape.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Instant usual(String text) {
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException(text);
    }
    int last = text.length() - 1;
    int nanos = last > SECONDS_END + 1 ? number(text, SECONDS_END + 1, last) : 0;
    for (int digits = last - SECONDS_END - 1; digits < NANOS_DIGITS && nanos > 0; digits++) {
      nanos *= 10;
    }
    long seconds = date.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
