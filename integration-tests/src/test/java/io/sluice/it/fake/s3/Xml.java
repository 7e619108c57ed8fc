package io.sluice.it.fake.s3;

/// Writes the small XML documents of S3. Control characters become numeric references, as S3 writes
/// them, although XML 1.0 does not allow them: clients that list odd keys must ask for
/// `encoding-type=url`.
final class Xml {
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

  private final StringBuilder out =
      new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  /// Opens the document element, in the namespace of S3.
  static Xml root(String name) {
    Xml xml = new Xml();
    xml.out.append('<').append(name).append(NAMESPACE).append('>');
    return xml;
  }

  Xml open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  Xml close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  Xml leaf(String name, String text) {
    open(name);
    for (int i = 0; i < text.length(); i++) {
      appendEscaped(text.charAt(i));
    }
    return close(name);
  }

  Xml leaf(String name, long number) {
    open(name);
    out.append(number);
    return close(name);
  }

  private void appendEscaped(char c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      default -> {
        if (c < 0x20) {
          out.append("&#x").append(Integer.toHexString(c)).append(';');
        } else {
          out.append(c);
        }
      }
    }
  }

  String document() {
    return out.toString();
  }
}
