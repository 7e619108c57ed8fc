package io.sluice.server.client;

/// Names and paths as they may be shown on a terminal.
final class Text {
  private Text() {}

  /// Control characters, and those that change the direction of writing, as `\xNN` and `\\uNNNN`; a
  /// backslash doubled, so that this can be told apart.
  static String printable(String name) {
    StringBuilder shown = new StringBuilder(name.length());
    name.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (c == '\\') {
      shown.append("\\\\");
    } else if (Character.isISOControl(c)) {
      shown.append(String.format("\\x%02x", c));
    } else if (Character.getType(c) == Character.FORMAT || !Character.isDefined(c)) {
      shown.append(String.format("\\u%04x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }
}
