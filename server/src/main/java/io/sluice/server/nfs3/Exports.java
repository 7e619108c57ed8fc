package io.sluice.server.nfs3;

import org.jspecify.annotations.Nullable;

/// The exports that the server has now.
@FunctionalInterface
public interface Exports {
  /// The export with this number, or null if there is none (any more).
  @Nullable Export byId(int id);
}
