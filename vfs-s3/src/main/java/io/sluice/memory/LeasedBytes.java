package io.sluice.memory;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Bytes on their way to who keeps them, and the memory that they lie in: it can be exchanged for
/// other memory ([Lease#exchange]) where else the bytes would be copied.
///
/// @param bytes from the position to the limit; to be read only
/// @param lease of their owner, who closes it, and looks at the bytes no more; null if they can
///   only be copied
public record LeasedBytes(ByteBuffer bytes, @Nullable Lease lease) {
  /// Bytes that can only be copied.
  public static LeasedBytes of(ByteBuffer bytes) {
    return new LeasedBytes(bytes, null);
  }
}
