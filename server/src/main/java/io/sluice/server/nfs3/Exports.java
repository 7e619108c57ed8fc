package io.sluice.server.nfs3;

import org.jspecify.annotations.Nullable;

/// The exports that the server has now.
@FunctionalInterface
public interface Exports {
  /// The export with this number, or null if there is none (any more). May have to open it, from
  /// disk.
  ///
  /// @throws io.sluice.vfs.VfsException if it cannot be opened now
  @Nullable Export byId(int id);

  /// Whether [#byId] knows the answer without waiting for a disk.
  default boolean isAtHand(int id) {
    return true;
  }
}
