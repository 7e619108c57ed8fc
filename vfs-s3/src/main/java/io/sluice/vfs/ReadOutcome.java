package io.sluice.vfs;

import io.sluice.memory.Lease;
import org.jspecify.annotations.Nullable;

/// The bytes of one read. Whoever gets the outcome owns the lease.
///
/// @param data the bytes, from the buffer's position to its limit; `null` when there are none
/// @param reachedEnd whether the file ends with these bytes
/// @param attributes of the file, if they are known without asking anybody
public record ReadOutcome(
    @Nullable Lease data, boolean reachedEnd, @Nullable FileAttributes attributes) {}
