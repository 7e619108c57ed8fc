package io.sluice.vfs.s3.direct;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Names and values of query parameters as S3 wants them signed (Amazon S3 API reference,
/// "UriEncode()"): every byte of UTF-8 but letters, digits, `-`, `.`, `_` and `~` as `%` and two
/// digits.
///
/// Not by the SDK's method, which encodes as forms do and then replaces in a copy what S3 wants
/// otherwise: for a part that is sent it is called eight times, also with an upload id of a hundred
/// characters.
final class QueryEncoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private QueryEncoding() {}

  static String of(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(one)) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(HEX.toHexDigits(one));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte one) {
    return (one >= 'a' && one <= 'z')
        || (one >= 'A' && one <= 'Z')
        || (one >= '0' && one <= '9')
        || one == '-'
        || one == '.'
        || one == '_'
        || one == '~';
  }
}
