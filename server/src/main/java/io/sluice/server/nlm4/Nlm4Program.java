package io.sluice.server.nlm4;

import static java.util.Map.entry;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The network lock manager, version 4, which belongs to NFS version 3 (RFC 1813 appendix II). Over
/// TCP and UDP.
public final class Nlm4Program implements RpcProgram {
  /// Its number.
  public static final int NUMBER = 100021;

  /// The only version.
  public static final int VERSION = 4;

  private final Map<Integer, Procedure<?>> procedures;

  /// The program over these locks.
  public Nlm4Program(Locks locks) {
    LockArbiter arbiter = locks.arbiter();
    Test4 test = new Test4(arbiter);
    Lock4 lock = new Lock4(arbiter);
    Cancel4 cancel = new Cancel4(arbiter);
    Unlock4 unlock = new Unlock4(arbiter);
    Granted4 granted = new Granted4();
    procedures =
        Map.ofEntries(
            entry(1, test),
            entry(2, lock),
            entry(3, cancel),
            entry(4, unlock),
            entry(5, granted),
            entry(6, new MsgForm<>(test, 6, locks.clients())),
            entry(7, new MsgForm<>(lock, 7, locks.clients())),
            entry(8, new MsgForm<>(cancel, 8, locks.clients())),
            entry(9, new MsgForm<>(unlock, 9, locks.clients())),
            entry(10, new MsgForm<>(granted, 10, locks.clients())),
            entry(20, Share4.share()),
            entry(21, Share4.unshare()),
            entry(22, new NmLock4(lock)),
            entry(23, new FreeAll4(arbiter)));
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
    return procedures.get(number);
  }
}
