package io.sluice.vfs.read;

/// What to fetch before it is asked for.
///
/// @param from first byte
/// @param to behind the last byte; `from` for nothing
/// @param request bytes of one GET; requests begin at its multiples
record Ahead(long from, long to, long request) {
  static final Ahead NOTHING = new Ahead(0, 0, Block.MOST);

  Ahead {
    if (from < 0 || to < from || request < 1) {
      throw new IllegalArgumentException(from + " to " + to + " by " + request);
    }
  }

  boolean isNothing() {
    return from == to;
  }
}
