package io.sluice.server.nlm4;

import static java.util.Map.entry;

import io.sluice.server.rpc.Procedure;
import io.sluice.server.rpc.RpcProgram;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The status monitor, version 1 (X/Open XNFS chapter 11), over TCP and UDP: what mount.nfs and the
/// kernel of a plain mount want to find on localhost, and where clients say that they have started
/// again. We watch nobody on behalf of others; all that asks for it is answered as done.
public final class NsmProgram implements RpcProgram {
  /// Its number.
  public static final int NUMBER = 100024;

  private static final int VERSION = 1;
  private static final int NOTIFY = 6;

  private final Map<Integer, Procedure<?>> procedures;

  /// @param state a number that grows from start to start, such as the seconds since 1970
  public NsmProgram(Locks locks, long state) {
    int odd = (int) state | 1; // odd means that this machine is up
    procedures =
        Map.ofEntries(
            entry(1, NsmAnswer.statusAndState("STAT", odd)),
            entry(2, NsmAnswer.statusAndState("MON", odd)),
            entry(3, NsmAnswer.state("UNMON", odd)),
            entry(4, NsmAnswer.state("UNMON_ALL", odd)),
            entry(5, NsmAnswer.nothing("SIMU_CRASH")),
            entry(NOTIFY, new NsmNotify(locks.arbiter())));
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "NSM";
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
    return number == NOTIFY;
  }

  @Override
  public @Nullable Procedure<?> procedure(int version, int number) {
    return procedures.get(number);
  }
}
