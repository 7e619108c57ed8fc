package io.sluice.it.kernel;

import java.util.stream.Stream;

/// The checks of `locks.sh`.
final class LockChecks {
  private LockChecks() {}

  /// Their names under that label.
  static Stream<String> names(String label) {
    return Stream.of(
            " flock is granted before it is asked for again",
            " flock is refused while held",
            " flock is granted once it is free",
            " fcntl lock is granted before it is asked for again",
            " fcntl lock is refused while held",
            " fcntl lock is granted once it is free")
        .map(label::concat);
  }
}
