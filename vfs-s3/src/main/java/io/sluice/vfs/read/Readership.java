package io.sluice.vfs.read;

import java.util.concurrent.atomic.AtomicReference;

/// Those who read one version of a file. Until its first bytes are given to one of them they may go
/// over to a newer version, all together; after that, none does. Safe for any number of threads.
final class Readership {
  private enum State {
    NEW,
    STAYS,
    LEFT
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

  /// Bytes are about to be given to one of them.
  ///
  /// @return false if they have left: the bytes must not be given
  boolean stays() {
    state.compareAndSet(State.NEW, State.STAYS);
    return state.get() == State.STAYS;
  }

  /// The version is not the current one any more.
  ///
  /// @return false if bytes of it were given
  boolean leaves() {
    state.compareAndSet(State.NEW, State.LEFT);
    return state.get() == State.LEFT;
  }

  boolean hasLeft() {
    return state.get() == State.LEFT;
  }
}
