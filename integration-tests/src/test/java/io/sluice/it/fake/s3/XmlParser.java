package io.sluice.it.fake.s3;

import java.util.ArrayList;
import java.util.List;

/// Reads the documents that S3 clients send: elements, text, references. Unlike the JDK's parser it
/// takes `&#x1;`, which keys with control characters need.
final class XmlParser {
  private final String document;
  private int at;

  XmlParser(String document) {
    this.document = document;
  }

  XmlElement root() {
    skipProlog();
    return element();
  }

  private void skipProlog() {
    at = document.indexOf('<', at);
    while (at >= 0 && (document.startsWith("<?", at) || document.startsWith("<!", at))) {
      at = document.indexOf('<', at + 1);
    }
    if (at < 0) {
      throw malformed();
    }
  }

  /// Reads the element that begins at `at`.
  private XmlElement element() {
    int end = find('>');
    String tag = document.substring(at + 1, end);
    boolean empty = tag.endsWith("/");
    String name = localName(empty ? tag.substring(0, tag.length() - 1) : tag);
    at = end + 1;
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (!empty) {
      int next = find('<');
      text.append(unescaped(document.substring(at, next)));
      at = next;
      if (document.startsWith("</", at)) {
        at = find('>') + 1;
        break;
      }
      children.add(element());
    }
    return new XmlElement(name, text.toString(), children);
  }

  private static String localName(String tag) {
    int end = 0;
    while (end < tag.length() && !Character.isWhitespace(tag.charAt(end))) {
      end++;
    }
    return tag.substring(tag.lastIndexOf(':', end - 1) + 1, end);
  }

  private int find(char wanted) {
    int found = document.indexOf(wanted, at);
    if (found < 0) {
      throw malformed();
    }
    return found;
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
      if (end < 0) {
        out.append(text.charAt(i));
      } else {
        out.append(reference(text.substring(i + 1, end)));
        i = end;
      }
    }
    return out.toString();
  }

  private static String reference(String name) {
    return switch (name) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> character(name);
    };
  }

  private static String character(String name) {
    try {
      boolean hex = name.startsWith("#x");
      return Character.toString(Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw malformed();
    }
  }

  static S3Refusal malformed() {
    return new S3Refusal(400, "MalformedXML", "The XML you provided was not well-formed");
  }
}
