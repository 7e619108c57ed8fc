package io.sluice.vfs.write;

import java.util.concurrent.atomic.AtomicInteger;

/// What the clients of an export have shown of how they close files (semantics W6): whether by a
/// GETATTR behind the last COMMIT, and when they were writing anything at all.
///
/// Any thread may tell and ask.
final class CloseSignals {
  /// Some files never get a sign, as those that are closed by a copy of their descriptor; so many
  /// in a row show a client that gives none.
  private static final int MISSED = 3;

  private final AtomicInteger missed = new AtomicInteger(MISSED);

  private final AtomicInteger held = new AtomicInteger();

  /// Each WRITE sets it; of two at the same time either will do.
  private volatile long lastWrite;

  /// @param now in nanoseconds
  CloseSignals(long now) {
    this.lastWrite = now;
  }

  /// A GETATTR came right behind the data of a file.
  void given() {
    missed.set(0);
  }

  /// A committed file was published since nothing came any more, not even the sign.
  void missed() {
    missed.updateAndGet(count -> Math.min(count + 1, MISSED));
  }

  /// Whether clients are known to give the sign.
  boolean areGiven() {
    return missed.get() < MISSED;
  }

  /// A COMMIT waits for what its client does next.
  void holds() {
    held.incrementAndGet();
  }

  /// It waits no more.
  void answers() {
    held.decrementAndGet();
  }

  boolean areSeveralHeld() {
    return held.get() > 1;
  }

  /// A WRITE of any file has come.
  void wrote(long now) {
    lastWrite = now;
  }

  /// When the last WRITE came, in nanoseconds.
  long lastWrite() {
    return lastWrite;
  }
}
