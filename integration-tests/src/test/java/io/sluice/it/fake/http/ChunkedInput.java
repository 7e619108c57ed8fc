package io.sluice.it.fake.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Takes chunk framing off a body: HTTP's own `chunked` (RFC 9112 section 7.1) and S3's
/// `aws-chunked`, which has the same form with a signature as chunk extension and checksums as
/// trailers.
public final class ChunkedInput extends InputStream {
  private static final int LINE_LIMIT = 8192;

  private final InputStream source;
  private final Headers trailers = new Headers();
  private long left;
  private boolean begun;
  private boolean ended;

  /// Decodes `source`, reading not a byte beyond the last trailer.
  public ChunkedInput(InputStream source) {
    this.source = source;
  }

  /// The trailing fields; complete once the end was read.
  public Headers trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = source.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("connection ended within a chunk");
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun && !line().isEmpty()) {
      throw new IOException("chunk without line end");
    }
    begun = true;
    String size = line();
    int extension = size.indexOf(';');
    try {
      left = Long.parseLong(extension < 0 ? size : size.substring(0, extension), 16);
    } catch (NumberFormatException e) {
      throw new IOException("not a chunk size: " + size, e);
    }
    if (left == 0) {
      ended = true;
      readTrailers();
    }
  }

  private void readTrailers() throws IOException {
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        trailers.add(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = source.read(); b != '\n'; b = source.read()) {
      if (b < 0 && ended) {
        return "";
      }
      if (b < 0 || line.length() > LINE_LIMIT) {
        throw new EOFException("connection ended within chunk framing");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
