package io.sluice.config;

/// What becomes of a written file if another client put an object under its key meanwhile
/// (semantics W10).
public enum ConflictMode {
  /// The write fails, and the other object stays.
  FAIL,
  /// The other object is replaced.
  OVERWRITE
}
