package io.sluice.config;

/// How names are spelt in Unicode (semantics N9).
public enum Normalization {
  /// As clients spell them.
  NONE,
  /// Composed, whatever clients send.
  NFC
}
