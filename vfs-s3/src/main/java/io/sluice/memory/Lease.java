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

  /// Exchanges its memory with that of another lease, in place of a copy: from now on `bytes`,
  /// which lie in the memory of `other`, are the buffer of this lease, and `other` has as many
  /// bytes as before, elsewhere and with anything in them. Who owns both calls it; buffers that
  /// were made of either before must not be used any more. What either slab has leased stays the
  /// same.
  ///
  /// @return whether it was possible; if not, nothing has changed
  default boolean exchange(Lease other, ByteBuffer bytes) {
    return false;
  }

  @Override
  void close();
}
