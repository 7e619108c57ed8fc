package io.sluice.vfs.write.model;

import io.sluice.vfs.write.SmallParts;

/// A WRITE that is not answered, or was refused.
final class UnderWay {
  /// Where a WRITE began and how long it was.
  record Cut(int offset, int length) {}

  final int offset;
  final byte[] bytes;

  /// When it is sent again; negative: its call is under way.
  long again = -1;

  /// When it was refused; negative: it was not.
  long refused = -1;

  UnderWay(int offset, byte[] bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }

  int end() {
    return offset + bytes.length;
  }

  /// Whether it has some of the bytes of another one, and does not only fill its last page.
  boolean overlaps(Cut other) {
    int otherEnd = other.offset() + other.length();
    boolean fillsPage =
        offset % SmallParts.PAGE == 0
            && other.offset() <= offset
            && otherEnd - offset < SmallParts.PAGE
            && otherEnd <= end();
    boolean isSame = cut().equals(other) || fillsPage;
    return !isSame && offset < otherEnd && other.offset() < end();
  }

  Cut cut() {
    return new Cut(offset, bytes.length);
  }

  boolean covers(int at) {
    return at >= offset && at < end();
  }
}
