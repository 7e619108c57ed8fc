package io.sluice.server.rpc;

import java.io.IOException;

/// Finds a port that is free everywhere. The system gives one that is free at the first address by
/// TCP; at the others, or by UDP, somebody may have it.
final class FreePort {
  /// Each port that the system gives is another one; in practice the second is free.
  private static final int ATTEMPTS = 8;

  /// Binds a port that the system chooses, at all addresses.
  interface Attempt {
    int bind() throws IOException;
  }

  private FreePort() {}

  /// The port that an attempt could bind.
  ///
  /// @param undo gives back what a failed attempt had got; not called after the last one
  /// @throws IOException if none could, which then is not for the port's sake
  static int find(Attempt attempt, Runnable undo) throws IOException {
    for (int left = ATTEMPTS - 1; left > 0; left--) {
      try {
        return attempt.bind();
      } catch (IOException taken) {
        undo.run();
      }
    }
    return attempt.bind();
  }
}
