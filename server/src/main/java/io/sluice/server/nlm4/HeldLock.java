package io.sluice.server.nlm4;

/// Bytes of one file that an owner holds.
record HeldLock(LockOwner owner, ByteRange range, boolean exclusive) {
  /// Whether it keeps another owner from this lock.
  boolean conflicts(LockOwner other, ByteRange wanted, boolean wantedExclusive) {
    return !owner.equals(other) && (exclusive || wantedExclusive) && range.overlaps(wanted);
  }
}
