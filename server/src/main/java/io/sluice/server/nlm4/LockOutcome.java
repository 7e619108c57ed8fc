package io.sluice.server.nlm4;

/// What became of a wish for a lock.
sealed interface LockOutcome {
  /// The owner has it.
  record Granted() implements LockOutcome {}

  /// Another has it.
  record Held(HeldLock holder) implements LockOutcome {}

  /// The table is full.
  record NoRoom() implements LockOutcome {}
}
