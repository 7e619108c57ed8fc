package io.sluice.vfs.s3.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Bytes to one server and back, for one thread at a time.
interface Wire extends Closeable {
  /// Sends some bytes, at least one; blocks until there is room for it.
  void send(Outgoing bytes) throws IOException;

  /// Receives up to `count` bytes to that place of the array; blocks until there is one.
  ///
  /// @return how many, -1 at the end
  int receive(byte[] into, int at, int count) throws IOException;

  /// Receives bytes to between position and limit, where there is room for at least one, and moves
  /// the position behind them; blocks until there is one.
  ///
  /// @return how many, -1 at the end
  int receive(ByteBuffer into) throws IOException;

  /// Ends it, from any thread: who blocks in it gets an exception. What was sent goes on its way.
  @Override
  void close() throws IOException;

  /// Ends it like [#close], and what has not left this machine does not leave it any more: over a
  /// slow network that would keep what is sent instead waiting.
  void cut() throws IOException;
}
