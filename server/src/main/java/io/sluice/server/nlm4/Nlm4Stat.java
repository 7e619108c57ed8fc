package io.sluice.server.nlm4;

/// `nlm4_stats` (RFC 1813 appendix II), as far as we answer with them.
enum Nlm4Stat {
  GRANTED(0),
  DENIED(1),
  /// There is no room for another lock.
  DENIED_NOLOCKS(2),
  /// The lock is taken; GRANTED will be called when it is free.
  BLOCKED(3),
  /// An offset or length beyond what a file can have.
  FBIG(8);

  private final int number;

  Nlm4Stat(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
