package io.sluice.vfs.s3.listing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Text between tags: UTF-8 with references to characters (XML 1.0, 4.1 and 4.6).
final class XmlText {
  /// `&#x10FFFF;` with some zeroes to spare.
  private static final int LONGEST_REFERENCE = 16;

  private XmlText() {}

  /// What stands from `from` to `to`.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkClientException for a reference to nothing
  static String decode(byte[] xml, int from, int to) {
    int reference = find('&', xml, from, to);
    if (reference == to) {
      return new String(xml, from, to - from, StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
    int done = from;
    while (reference < to) {
      text.write(xml, done, reference - done);
      int semicolon = find(';', xml, reference, Math.min(to, reference + LONGEST_REFERENCE));
      if (semicolon == to || xml[semicolon] != ';') {
        throw XmlCursor.malformed();
      }
      String name =
          new String(xml, reference + 1, semicolon - reference - 1, StandardCharsets.UTF_8);
      text.writeBytes(character(name).getBytes(StandardCharsets.UTF_8));
      done = semicolon + 1;
      reference = find('&', xml, done, to);
    }
    text.write(xml, done, to - done);
    return text.toString(StandardCharsets.UTF_8);
  }

  private static int find(char wanted, byte[] xml, int from, int to) {
    int i = from;
    while (i < to && xml[i] != wanted) {
      i++;
    }
    return i;
  }

  private static String character(String name) {
    return switch (name) {
      case "quot" -> "\"";
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "apos" -> "'";
      default -> numbered(name);
    };
  }

  private static String numbered(String name) {
    try {
      if (name.startsWith("#x")) {
        return Character.toString(Integer.parseInt(name, 2, name.length(), 16));
      }
      if (name.startsWith("#")) {
        return Character.toString(Integer.parseInt(name, 1, name.length(), 10));
      }
    } catch (IllegalArgumentException e) {
      // no number, or of no character
    }
    throw XmlCursor.malformed();
  }
}
