package io.sluice.config;

/// What `mkdir` does (semantics N6).
public enum MkdirMode {
  /// A directory of this mount alone, and nothing in S3.
  LOCAL,
  /// An empty object `name/`.
  MARKER
}
