package io.sluice.vfs.s3.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/// The bytes of one answer: lines with a bound on their number, and what was read with them.
final class AnswerInput {
  /// Head and trailers of an answer. Those of S3 are below 2 KiB.
  private static final int LONGEST_HEAD = 32 << 10;

  private static final int CHUNK = 8 << 10;

  private final Wire wire;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private int headLeft = LONGEST_HEAD;
  private boolean begun;
  private Waiting waiting = Waiting.UNWATCHED;

  AnswerInput(Wire wire) {
    this.wire = wire;
  }

  /// Whether a byte has come.
  boolean hasBegun() {
    return begun;
  }

  /// Whether more was read than was looked at.
  boolean hasRest() {
    return at < end;
  }

  /// A body begins whose server is watched while it is waited for.
  void watch(Waiting someone) {
    waiting = someone;
  }

  /// Lines may be as long as those of a head again.
  void allowHead() {
    headLeft = LONGEST_HEAD;
  }

  /// A line of the head without its end.
  String line() throws IOException {
    int feed = at;
    while (feed < end && chunk[feed] != '\n') {
      feed++;
    }
    if (feed == end) {
      return longLine();
    }
    String line = checked(new String(chunk, at, feed - at, StandardCharsets.ISO_8859_1));
    at = feed + 1;
    return line;
  }

  /// One whose end has not come yet.
  private String longLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      if (next < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      if (line.size() > headLeft) {
        throw tooLong();
      }
      line.write(next);
    }
    return checked(line.toString(StandardCharsets.ISO_8859_1));
  }

  private String checked(String line) throws ProtocolException {
    headLeft -= line.length() + 1;
    if (headLeft < 0) {
      throw tooLong();
    }
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static ProtocolException tooLong() {
    return new ProtocolException("a head longer than any of S3");
  }

  /// The next byte, -1 at the end.
  private int next() throws IOException {
    return at == end && !fill() ? -1 : chunk[at++] & 0xFF;
  }

  /// Moves up to `most` bytes of a body, first those that were read with what came before.
  ///
  /// @return how many, -1 at the end
  int move(long most, BodyPlace body) throws IOException {
    if (at == end && most >= CHUNK) {
      return body.receive(wire, most);
    }
    // A short rest comes with what follows it in one read.
    if (at == end && !fill()) {
      return -1;
    }
    int count = body.add(chunk, at, (int) Math.min(most, end - at));
    at += count;
    return count;
  }

  /// Moves what there is up to the end of the connection.
  void moveAll(BodyPlace body) throws IOException {
    while (!body.isFull() && (at < end || fill())) {
      body.expect(end - at);
      at += body.add(chunk, at, end - at);
    }
  }

  private boolean fill() throws IOException {
    waiting.forServer();
    int count = wire.receive(chunk, 0, chunk.length);
    at = 0;
    end = Math.max(count, 0);
    begun |= count > 0;
    return count > 0;
  }
}
