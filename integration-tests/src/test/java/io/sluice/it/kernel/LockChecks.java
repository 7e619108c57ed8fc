package io.sluice.it.kernel;

import java.util.stream.Stream;

/// The checks of `locks.sh`.
final class LockChecks {
  private LockChecks() {}

  /// Their names under that label.
  static Stream<String> names(String label) {
    return Stream.of(
            " flock is granted within 1 s",
            " flock is refused while held",
            " flock is granted once it is free",
            " fcntl lock is granted within 1 s",
            " fcntl lock is refused while held",
            " fcntl lock is granted once it is free")
        .map(label::concat);
  }
}
