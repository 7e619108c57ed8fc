package io.sluice.server.nlm4;

/// A lock that a client asks for, or waits for.
///
/// @param call the lock as it came, for the call that grants it
record WantedLock(LockOwner owner, ByteRange range, boolean exclusive, Nlm4Lock call) {
  static WantedLock of(LockHost host, Nlm4Lock lock, boolean exclusive) {
    return new WantedLock(lock.owner(host), lock.range(), exclusive, lock);
  }

  String file() {
    return call.fileHandle();
  }

  /// Whether both are the same wish, repeated.
  boolean sameAs(WantedLock other) {
    return sameOwnerAndFile(other) && range.equals(other.range) && exclusive == other.exclusive;
  }

  /// Whether who does this says something about the other: bytes beside it say nothing.
  boolean concerns(WantedLock other) {
    return sameOwnerAndFile(other) && range.overlaps(other.range);
  }

  private boolean sameOwnerAndFile(WantedLock other) {
    return owner.equals(other.owner) && file().equals(other.file());
  }
}
