package io.sluice.vfs;

import java.time.Instant;

/// What to do with one time of a file (RFC 1813 `time_how`).
public sealed interface TimeChange {
  /// Leave it.
  record Keep() implements TimeChange {}

  /// Set it to the server's clock.
  record Now() implements TimeChange {}

  /// Set it to a given time.
  record To(Instant time) implements TimeChange {}
}
