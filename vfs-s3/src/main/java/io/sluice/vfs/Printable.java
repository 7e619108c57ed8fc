package io.sluice.vfs;

/// Text that comes from keys and names, made safe for a log line, a metric or a terminal.
public final class Printable {
  private Printable() {}

  /// `text` with control characters (line ends, escape sequences, C1, direction overrides) written
  /// as `\\uXXXX`.
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
