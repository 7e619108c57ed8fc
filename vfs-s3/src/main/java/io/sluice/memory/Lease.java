package io.sluice.memory;

import java.nio.ByteBuffer;

/// A piece of the slab that its holder alone uses until it closes it.
///
/// A lease has one owner at a time: whoever is handed a lease closes it or hands it on. Closing
/// twice is harmless; using the buffer after closing is a fault of the caller, since the bytes may
/// belong to another lease by then.
public interface Lease extends AutoCloseable {
  /// The leased bytes: position 0, limit = the size that was asked for, direct. Each call gives the
  /// same buffer object, so that its position and limit stay as the owner left them.
  ByteBuffer buffer();

  @Override
  void close();
}
