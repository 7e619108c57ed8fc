package io.sluice.server.nlm4;

import java.util.ArrayList;
import java.util.List;

/// Bytes of a file, from the first to the one before the end.
///
/// @param start 0 or more
/// @param end more than `start`; [#END_OF_FILE] for all that there is and will be
record ByteRange(long start, long end) {
  static final long END_OF_FILE = Long.MAX_VALUE;

  ByteRange {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no bytes from " + start + " to " + end);
    }
  }

  /// Whether offset and length, as unsigned 64 bits, lie within what a file can have.
  static boolean isValid(long offset, long length) {
    return offset >= 0
        && offset < END_OF_FILE
        && (length == -1 || (length >= 0 && length <= END_OF_FILE - offset));
  }

  /// The bytes that a call names: a length of 0, or of all ones, goes to the end of the file.
  static ByteRange of(long offset, long length) {
    return new ByteRange(offset, length == 0 || length == -1 ? END_OF_FILE : offset + length);
  }

  /// As a call names it: 0 if it goes to the end of the file.
  long length() {
    return end == END_OF_FILE ? 0 : end - start;
  }

  /// Those bytes of it that are in another one, with which it overlaps.
  ByteRange within(ByteRange other) {
    return new ByteRange(Math.max(start, other.start), Math.min(end, other.end));
  }

  boolean overlaps(ByteRange other) {
    return start < other.end && other.start < end;
  }

  /// Whether both together are one range without a gap.
  boolean touches(ByteRange other) {
    return start <= other.end && other.start <= end;
  }

  /// Both together, with what may lie between.
  ByteRange join(ByteRange other) {
    return new ByteRange(Math.min(start, other.start), Math.max(end, other.end));
  }

  /// What is left without `hole`: at most two ranges.
  List<ByteRange> without(ByteRange hole) {
    List<ByteRange> left = new ArrayList<>(2);
    if (start < hole.start) {
      left.add(new ByteRange(start, Math.min(end, hole.start)));
    }
    if (hole.end < end) {
      left.add(new ByteRange(Math.max(start, hole.end), end));
    }
    return left;
  }
}
