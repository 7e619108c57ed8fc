package io.sluice.it.fake.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding of UTF-8 (RFC 3986 section 2.1), as S3 wants it in URLs and signatures.
public final class PercentCoding {
  private static final String UNRESERVED = "-._~";

  private PercentCoding() {}

  /// Decodes `%XX` as UTF-8; a plus sign stays a plus sign.
  ///
  /// @throws IllegalArgumentException for a broken escape
  public static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return new String(encoded.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        if (i + 2 >= encoded.length()) {
          throw new IllegalArgumentException("broken escape in " + encoded);
        }
        bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// Encodes all but unreserved characters, and the slash if asked to.
  public static String encode(String plain, boolean slashToo) {
    StringBuilder out = new StringBuilder(plain.length() + 16);
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (isUnreserved(c) || (c == '/' && !slashToo)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }
}
