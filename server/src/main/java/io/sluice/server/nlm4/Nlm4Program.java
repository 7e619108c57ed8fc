package io.sluice.server.nlm4;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import org.jspecify.annotations.Nullable;

/// The network lock manager, version 4, which belongs to NFS version 3 (RFC 1813 appendix II). Over
/// TCP and UDP.
public final class Nlm4Program implements RpcProgram {
  /// Its number.
  public static final int NUMBER = 100021;

  /// The only version.
  public static final int VERSION = 4;

  private final ClientLockManagers clients;
  private final Test4 test;
  private final Lock4 lock;
  private final Cancel4 cancel;
  private final Unlock4 unlock;
  private final Granted4 granted = new Granted4();
  private final Share4 share = Share4.share();
  private final Share4 unshare = Share4.unshare();
  private final NmLock4 nmLock;
  private final FreeAll4 freeAll;

  /// The program over these locks.
  public Nlm4Program(Locks locks) {
    LockArbiter arbiter = locks.arbiter();
    this.clients = locks.clients();
    test = new Test4(arbiter);
    lock = new Lock4(arbiter);
    cancel = new Cancel4(arbiter);
    unlock = new Unlock4(arbiter);
    nmLock = new NmLock4(lock);
    freeAll = new FreeAll4(arbiter);
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "NLM";
  }

  @Override
  public int lowVersion() {
    return VERSION;
  }

  @Override
  public int highVersion() {
    return VERSION;
  }

  @Override
  public boolean servesUdp() {
    return true;
  }

  /// Else any user could give up the locks of another.
  @Override
  public boolean needsPrivilegedPort(int version, int number) {
    return true;
  }

  @Override
  public @Nullable Procedure<?> procedure(int version, int number) {
    return switch (number) {
      case 1 -> test;
      case 2 -> lock;
      case 3 -> cancel;
      case 4 -> unlock;
      case 5 -> granted;
      case 6 -> new MsgForm<>(test, number, clients);
      case 7 -> new MsgForm<>(lock, number, clients);
      case 8 -> new MsgForm<>(cancel, number, clients);
      case 9 -> new MsgForm<>(unlock, number, clients);
      case 10 -> new MsgForm<>(granted, number, clients);
      case 20 -> share;
      case 21 -> unshare;
      case 22 -> nmLock;
      case 23 -> freeAll;
      default -> null;
    };
  }
}
