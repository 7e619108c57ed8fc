package io.sluice.server.nlm4;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.XdrReader;

/// The arguments of TEST, LOCK, CANCEL and NM_LOCK: `nlm4_testargs`, `nlm4_lockargs` without what
/// only a reclaiming client says, `nlm4_cancargs`.
record LockArgs(String cookie, boolean block, boolean exclusive, Nlm4Lock lock) {
  /// `nlm4_testargs`.
  static LockArgs decodeTest(XdrReader in) {
    String cookie = Netobj.read(in);
    boolean exclusive = in.readBool();
    return new LockArgs(cookie, false, exclusive, Nlm4Lock.decode(in));
  }

  /// `nlm4_cancargs`, with which `nlm4_lockargs` begin.
  static LockArgs decodeCancel(XdrReader in) {
    String cookie = Netobj.read(in);
    boolean block = in.readBool();
    boolean exclusive = in.readBool();
    return new LockArgs(cookie, block, exclusive, Nlm4Lock.decode(in));
  }

  /// `nlm4_lockargs`. There is no grace period, so that a reclaim is a LOCK like any other.
  static LockArgs decodeLock(XdrReader in) {
    LockArgs arguments = decodeCancel(in);
    in.readBool(); // reclaim
    in.readInt(); // the state of the client's status monitor
    return arguments;
  }

  /// The wish of this caller; only if the lock is valid.
  WantedLock wanted(Caller caller) {
    return WantedLock.of(host(caller), lock, exclusive);
  }

  private LockHost host(Caller caller) {
    return new LockHost(caller.remote().getAddress(), lock.callerName());
  }
}
