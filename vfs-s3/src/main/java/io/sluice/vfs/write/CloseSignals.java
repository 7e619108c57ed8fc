package io.sluice.vfs.write;

/// Whether the clients of an export tell that they close a file, by a GETATTR behind the last COMMIT
/// (semantics W6), as far as their files have shown.
///
/// Any thread may tell and ask; the last one to tell counts.
final class CloseSignals {
  /// Files that ended without a sign until nobody is believed to give one: one or two may be a
  /// client that died.
  private static final int SILENT_FILES = 3;

  private volatile boolean isKnown;
  private volatile int silent;

  /// A GETATTR came right behind the data of a file.
  void given() {
    isKnown = true;
    silent = 0;
  }

  /// A file was committed as a whole and nothing came any more.
  @SuppressWarnings("NonAtomicVolatileUpdate") // a lost count delays what three more files show
  void missing() {
    silent++;
    if (silent >= SILENT_FILES) {
      isKnown = false;
    }
  }

  /// Whether clients are known to give the sign.
  boolean areGiven() {
    return isKnown;
  }
}
