package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The body of an answer, whole: the first [#length] bytes of [#array]. Filled by the thread that
/// reads the answer, which then hands it on.
public final class HttpBody {
  /// No larger pieces are read at once: for each, a buffer of its size is kept by the JVM for the
  /// thread that reads.
  private static final int PIECE = 64 << 10;

  private static final byte[] EMPTY = {};

  private final int most;
  private byte[] bytes = EMPTY;
  private int length;

  /// @param most bytes that it may have
  HttpBody(int most) {
    this.most = most;
  }

  /// Where it is; nobody writes there any more.
  public byte[] array() {
    return bytes;
  }

  /// How many bytes it has.
  public int length() {
    return length;
  }

  /// As UTF-8.
  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /// Makes room for so many more bytes.
  void expect(int more) throws ProtocolException {
    if (more > most - length) {
      throw new ProtocolException("an answer longer than any of S3");
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(2 * bytes.length, most)));
    }
  }

  /// Adds bytes, for which there is room.
  void add(byte[] from, int at, int count) {
    System.arraycopy(from, at, bytes, length, count);
    length += count;
  }

  /// Adds what comes next, at most so many bytes, for which there is room.
  ///
  /// @return how many, -1 at the end
  int receive(Wire wire, int count) throws IOException {
    int came = wire.receive(bytes, length, Math.min(count, PIECE));
    length += Math.max(came, 0);
    return came;
  }
}
