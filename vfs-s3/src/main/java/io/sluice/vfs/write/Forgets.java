package io.sluice.vfs.write;

/// How often bytes of a file were forgotten that were answered as unstable: the next COMMIT must
/// tell the client to send them again.
///
/// Not safe for several threads: its session's lock guards it.
final class Forgets {
  private int count;
  private int told;

  void forgot() {
    count++;
  }

  /// How often it was.
  int count() {
    return count;
  }

  /// Whether the client must be told.
  boolean hasUntold() {
    return count != told;
  }

  /// Whether the client must be told; it is now.
  boolean tells() {
    boolean tells = hasUntold();
    told = count;
    return tells;
  }
}
