package io.sluice.vfs;

/// How safe bytes are (RFC 1813 `stable_how`), from the weakest to the strongest.
public enum Durability {
  /// In memory only; a commit must follow.
  UNSTABLE,
  /// The bytes survive a crash.
  DATA,
  /// The bytes and everything that is needed to find them survive a crash.
  FILE
}
