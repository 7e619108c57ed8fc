package io.sluice.vfs.write;

/// Whether the clients of an export tell that they close a file, by a GETATTR behind the last
/// COMMIT (semantics W6), as far as their files have shown.
///
/// Any thread may tell and ask.
final class CloseSignals {
  private volatile boolean isKnown;

  /// A GETATTR came right behind the data of a file.
  void given() {
    isKnown = true;
  }

  /// Whether clients are known to give the sign.
  boolean areGiven() {
    return isKnown;
  }
}
