package io.sluice.config;

/// What tells that a client closed a large file (semantics W2, W6).
public enum CloseMode {
  /// The signal, for clients that are seen to give it; COMMIT for the others.
  AUTO,
  /// What Linux sends when the last descriptor is closed: GETATTR or SETATTR after a COMMIT.
  SIGNAL,
  /// A COMMIT of everything.
  COMMIT
}
