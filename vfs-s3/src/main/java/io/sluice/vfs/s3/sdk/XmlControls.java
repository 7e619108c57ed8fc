package io.sluice.vfs.s3.sdk;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The characters that XML 1.0 does not have (section 2.2), which servers write nevertheless.
final class XmlControls {
  /// As they are, or as a reference to a character below 32, other than tab and line ends.
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]"
              + "|&#0*(?:[0-8]|1[124-9]|2\\d|3[01]);"
              + "|&#[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]);");

  private XmlControls() {}

  /// The document with as many question marks in their place.
  static byte[] replaced(byte[] document) {
    // Each byte one character: what is not ASCII stays as it is.
    String text = new String(document, StandardCharsets.ISO_8859_1);
    Matcher controls = CONTROL.matcher(text);
    return controls.find()
        ? controls
            .reset()
            .replaceAll(found -> "?".repeat(found.group().length()))
            .getBytes(StandardCharsets.ISO_8859_1)
        : document;
  }
}
