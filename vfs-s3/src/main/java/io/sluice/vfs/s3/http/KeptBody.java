package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/// A body that comes with its answer.
final class KeptBody implements BodyPlace {
  /// No larger pieces are read at once: for each, a buffer of its size is kept by the JVM for the
  /// thread that reads.
  static final int PIECE = 64 << 10;

  private static final byte[] EMPTY = {};

  private final int most;
  private final Waiting waiting;
  private byte[] bytes = EMPTY;
  private int length;

  /// @param most bytes that it may have
  /// @param waiting is told of each step
  KeptBody(int most, Waiting waiting) {
    this.most = most;
    this.waiting = waiting;
  }

  /// All that came.
  HttpBody body() {
    return new HttpBody(bytes, length);
  }

  @Override
  public void expect(long more) throws ProtocolException {
    if (more > most - length) {
      throw new ProtocolException("an answer longer than any of S3");
    }
    int needed = length + (int) more;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * bytes.length, most)));
    }
  }

  @Override
  public int add(byte[] from, int at, int count) {
    System.arraycopy(from, at, bytes, length, count);
    length += count;
    return count;
  }

  @Override
  public int receive(Wire wire, long count) throws IOException {
    waiting.forServer();
    int came = wire.receive(bytes, length, (int) Math.min(count, PIECE));
    length += Math.max(came, 0);
    return came;
  }

  @Override
  public boolean isFull() {
    return false;
  }
}
