package io.sluice.vfs.write;

import java.time.Duration;

/// How files are written.
///
/// @param idlePublish after this silence a file is published whose client sends no COMMIT
///   (semantics W16)
/// @param close what publishes a large file
/// @param overwritesConflicts whether an object that another client put meanwhile is replaced
/// @param memory bytes for everything, which decides how large parts are
public record SessionSettings(
    Duration idlePublish, CloseBy close, boolean overwritesConflicts, long memory) {
  /// What publishes a file of several parts (semantics W2, W6).
  public enum CloseBy {
    /// The close signal, for clients that were seen to give it; COMMIT for others.
    AUTO,
    /// The close signal.
    SIGNAL,
    /// A COMMIT of everything that no WRITE follows.
    COMMIT
  }
}
