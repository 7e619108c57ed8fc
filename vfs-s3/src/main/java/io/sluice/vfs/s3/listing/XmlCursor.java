package io.sluice.vfs.s3.listing;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Goes forward through a document of XML in UTF-8, element by element, and makes no object but the
/// texts that are asked for. What S3 sends needs no more: attributes and the prefixes of names are
/// passed over, a document type is refused.
///
/// All methods throw `EOFException` where the document ends too early and `SdkClientException`
/// where it is no XML.
public final class XmlCursor {
  /// S3 nests four deep.
  private static final int DEEPEST = 32;

  private static final byte[] REMARK = ascii("!--");
  private static final byte[] REMARK_END = ascii("-->");
  private static final byte[] CDATA = ascii("![CDATA[");
  private static final byte[] CDATA_END = ascii("]]>");

  private final byte[] xml;
  private final int end;
  private int at;

  /// The name of the element that was entered last, without its prefix.
  private int nameFrom;

  private int nameTo;

  /// Whether that element was closed where it was opened: `<Key/>`.
  private boolean isClosed;

  /// Where the names of the open elements begin and end, as they are written.
  private final int[] open = new int[2 * DEEPEST];

  private int depth;

  /// @param length of the document, which is the beginning of `xml`
  XmlCursor(byte[] xml, int length) {
    this.xml = xml;
    this.end = length;
  }

  /// The bytes of a name or a mark.
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static SdkClientException malformed() {
    return SdkClientException.create("a listing that is no XML");
  }

  /// Enters the next element in the one that was entered last and not left since. Returns whether
  /// there is one; if not, that one has been left.
  boolean enter() throws EOFException {
    if (isClosed) {
      leave();
      return false;
    }
    while (true) {
      at = find('<', at);
      switch (byteAt(at + 1)) {
        case '/' -> {
          closeTag();
          return false;
        }
        case '?' -> at = find('>', at) + 1;
        case '!' -> aside();
        default -> {
          openTag();
          return true;
        }
      }
    }
  }

  /// Whether the element that was entered last has this name.
  boolean is(byte[] name) {
    // Mostly the first byte tells, and a server that has just been started is slow to compare.
    return xml[nameFrom] == name[0] && Arrays.equals(xml, nameFrom, nameTo, name, 0, name.length);
  }

  /// Which of these names the element that was entered last has; -1 for none of them.
  int which(byte[][] names) {
    for (int i = 0; i < names.length; i++) {
      if (is(names[i])) {
        return i;
      }
    }
    return -1;
  }

  /// Leaves the element that was entered last, with all that is in it.
  void skip() throws EOFException {
    int outside = depth - 1;
    while (depth > outside) {
      enter();
    }
  }

  /// The text of the element that was entered last, which is left. It may not have elements in it.
  String text() throws EOFException {
    if (isClosed) {
      leave();
      return "";
    }
    String text = stretch();
    while (byteAt(at + 1) == '!') {
      text += aside() + stretch();
    }
    closeTag();
    return text;
  }

  /// The text up to the next tag.
  private String stretch() throws EOFException {
    int from = at;
    at = find('<', from);
    return XmlText.decode(xml, from, at);
  }

  /// The text of a CDATA section, or that of a remark, which is none.
  private String aside() throws EOFException {
    if (startsWith(REMARK, at + 1)) {
      at = find(REMARK_END, at + 1 + REMARK.length) + REMARK_END.length;
      return "";
    }
    if (!startsWith(CDATA, at + 1)) {
      throw malformed();
    }
    int from = at + 1 + CDATA.length;
    int to = find(CDATA_END, from);
    at = to + CDATA_END.length;
    return new String(xml, from, to - from, StandardCharsets.UTF_8);
  }

  private void openTag() throws EOFException {
    int from = at + 1;
    int to = from;
    nameFrom = from;
    for (byte c = byteAt(to); c != '>' && c != '/' && c > ' '; c = byteAt(++to)) {
      if (c == ':') {
        nameFrom = to + 1;
      }
    }
    nameTo = to;
    if (nameTo == nameFrom || depth == DEEPEST) {
      throw malformed();
    }
    open[2 * depth] = from;
    open[2 * depth + 1] = to;
    depth++;
    int close = endOfTag(to);
    isClosed = xml[close - 1] == '/';
    at = close + 1;
  }

  /// The `>` behind the attributes, whose values may have one too.
  private int endOfTag(int from) throws EOFException {
    int i = from;
    for (byte c = byteAt(i); c != '>'; c = byteAt(++i)) {
      if (c == '"' || c == '\'') {
        i = find(c, i + 1);
      }
    }
    return i;
  }

  /// Leaves the innermost element by the end tag that stands here.
  private void closeTag() throws EOFException {
    int close = find('>', at);
    int to = close;
    while (xml[to - 1] <= ' ' && xml[to - 1] >= 0) {
      to--;
    }
    boolean isEndTag = depth > 0 && xml[at + 1] == '/' && to >= at + 2;
    if (!isEndTag
        || !Arrays.equals(xml, at + 2, to, xml, open[2 * depth - 2], open[2 * depth - 1])) {
      throw malformed();
    }
    at = close + 1;
    leave();
  }

  private void leave() {
    depth--;
    isClosed = false;
  }

  private int find(byte[] wanted, int from) throws EOFException {
    int i = from;
    while (!startsWith(wanted, i)) {
      i++;
    }
    return i;
  }

  private boolean startsWith(byte[] wanted, int from) throws EOFException {
    for (int i = 0; i < wanted.length; i++) {
      if (byteAt(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int find(int wanted, int from) throws EOFException {
    int i = from;
    while (byteAt(i) != wanted) {
      i++;
    }
    return i;
  }

  private byte byteAt(int index) throws EOFException {
    if (index >= end) {
      throw new EOFException("a listing that breaks off");
    }
    return xml[index];
  }
}
