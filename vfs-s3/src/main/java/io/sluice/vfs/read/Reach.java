package io.sluice.vfs.read;

/// How far to fetch ahead of a reader, and by how many requests at once, so that a store is never
/// waited for.
///
/// @param most bytes ahead
/// @param requests beside each other, when the window is at its largest
record Reach(long most, int requests) {
  /// For a store of which nothing is known, or that is as far as S3. 16 requests at once fill 10
  /// Gbit/s at 90 MB/s a connection; more would only take memory from other streams.
  static final Reach FAR = new Reach(128L << 20, 16);

  /// What the readers of a machine take, in bytes a second: 10 Gbit/s.
  private static final long RATE = 1_250_000_000L;

  /// A reader that outruns what is ahead of him makes it come sooner, and would be held back by a
  /// reach that is just enough.
  private static final int MARGIN = 2;

  /// Kernels read 15 MiB ahead themselves; four requests of the largest size go on while some are
  /// being answered.
  private static final long LEAST = 32L << 20;

  /// Seconds ahead of a reader where the network is slow: what is fetched further ahead takes it
  /// from what is waited for.
  private static final int SECONDS = 4;

  /// Seconds in which what is under way comes: a third of what a reader waits.
  private static final int SOON = 15;

  Reach {
    if (most <= 0 || requests <= 0) {
      throw new IllegalArgumentException(
          "a reach of " + most + " bytes, " + requests + " requests");
    }
  }

  /// The reach over a slow network. Requests that are slow for want of connections get twice as
  /// many as there are, until that brings no more.
  ///
  /// @param nanos as for [#of]
  /// @param rate bytes a second of all requests
  static Reach ofSlow(long nanos, double rate) {
    double ofOne = ofOne(nanos);
    double ofAll = Math.max(ofOne, rate);
    int requests = (int) Math.min(FAR.requests, 2 * Math.round(ofAll / ofOne));
    long most = (long) Math.clamp(SECONDS * ofAll, 2.0 * Block.MOST, (double) FAR.most);
    return new Reach(most, requests);
  }

  /// How many blocks that readers wait for are asked for at once over a slow network: all share it,
  /// so that of more none would come before its reader is asked to come again.
  ///
  /// @param nanos as for [#of]
  /// @param rate bytes a second of all requests
  static int blocksSoon(long nanos, double rate) {
    return (int) Math.clamp(SOON * Math.max(ofOne(nanos), rate) / Block.MOST, 2.0, 1000.0);
  }

  private static double ofOne(long nanos) {
    return Window.LARGEST_REQUEST * 1e9 / nanos;
  }

  /// The reach for a store that takes so long for one of the largest requests. What is fetched
  /// further ahead than needed takes processor time from what is read now.
  ///
  /// @param nanos until its last byte is there, beside no others
  static Reach of(long nanos) {
    double needed = (double) MARGIN * RATE * nanos / 1e9;
    long most = (long) Math.clamp(needed, (double) LEAST, (double) FAR.most);
    return new Reach(most, (int) Math.ceilDiv(FAR.requests * most, FAR.most));
  }
}
