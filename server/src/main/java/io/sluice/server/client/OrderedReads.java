package io.sluice.server.client;

import io.sluice.server.client.Nfs3Calls.Found;
import io.sluice.server.client.Nfs3Calls.Piece;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads a whole file with several READs under way, and writes it in order.
final class OrderedReads {
  /// Enough to hide the way to the server; 8 MiB of memory at most.
  private static final int OUTSTANDING = 8;

  private final Nfs3Calls calls;
  private final Found found;
  private final String path;
  private final int step;

  OrderedReads(Nfs3Calls calls, Found found, String path, int step) {
    this.calls = calls;
    this.found = found;
    this.path = path;
    this.step = step;
  }

  /// Copies the file.
  ///
  /// @throws IOException if `out` does not take it
  /// @throws NfsClientException if it cannot be read whole
  void copyTo(OutputStream out) throws IOException {
    long size = found.file().size();
    ArrayDeque<Future<byte[]>> pieces = new ArrayDeque<>(OUTSTANDING);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (long offset = 0; offset < size || !pieces.isEmpty(); ) {
        if (offset < size && pieces.size() < OUTSTANDING) {
          long from = offset;
          int count = (int) Math.min(step, size - offset);
          pieces.add(threads.submit(() -> read(from, count)));
          offset += count;
        } else {
          out.write(bytes(pieces.remove()));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /// So many bytes, by as many READs as the server makes of it.
  private byte[] read(long offset, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      Piece piece = calls.read(found.handle(), path, offset + bytes.position(), bytes.remaining());
      boolean nothing = !piece.bytes().hasRemaining();
      bytes.put(piece.bytes());
      if (bytes.hasRemaining() && (piece.end() || nothing)) {
        throw new NfsClientException(
            Text.printable(path) + " became shorter while it was read: read it again");
      }
    }
    return bytes.array();
  }

  private byte[] bytes(Future<byte[]> piece) {
    try {
      return piece.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof NfsClientException expected) {
        throw expected;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NfsClientException("reading " + Text.printable(path) + " was interrupted");
    }
  }
}
