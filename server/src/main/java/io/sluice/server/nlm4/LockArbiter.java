package io.sluice.server.nlm4;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The lock table for many threads, and the line of those who wait. Grants are announced after the
/// arbiter's own lock is released.
final class LockArbiter {
  /// About 300 bytes each; no client known comes near.
  static final int MOST_LOCKS = 16_384;

  /// Who finds the line full is refused as if it had not wanted to wait.
  static final int MOST_WAITING = 1_024;

  private final Consumer<WantedLock> grants;

  /// Guarded by this.
  private final LockTable table;

  /// Guarded by this; first come, first served.
  private final ArrayDeque<WantedLock> waiting = new ArrayDeque<>();

  /// Guarded by this; granted while their clients waited, and nobody has said yet that he knows.
  /// With what their owners had of the same bytes before, as one who waits for an exclusive lock
  /// may have a shared one.
  private final Map<WantedLock, List<HeldLock>> announced = new LinkedHashMap<>();

  /// @param grants is told of every lock that a waiting client has got; must not block
  LockArbiter(int mostLocks, Consumer<WantedLock> grants) {
    this.table = new LockTable(mostLocks);
    this.grants = grants;
  }

  synchronized Optional<HeldLock> test(WantedLock wanted) {
    return table.test(wanted.file(), wanted.owner(), wanted.range(), wanted.exclusive());
  }

  /// Takes the lock, or stands in line for it. A shared lock in place of an exclusive one may let
  /// others go on.
  Nlm4Stat lock(WantedLock wanted, boolean block) {
    Nlm4Stat stat;
    List<WantedLock> granted = List.of();
    synchronized (this) {
      boolean lowers =
          !wanted.exclusive()
              && table.holdsExclusive(wanted.file(), wanted.owner(), wanted.range());
      stat = takeOrWait(wanted, block);
      if (lowers && stat == Nlm4Stat.GRANTED) {
        granted = grantWaiting();
      }
    }
    granted.forEach(grants);
    return stat;
  }

  private Nlm4Stat takeOrWait(WantedLock wanted, boolean block) {
    return switch (take(wanted)) {
      case LockOutcome.Granted() -> {
        waiting.removeIf(wanted::sameAs);
        announced.keySet().removeIf(wanted::concerns);
        yield Nlm4Stat.GRANTED;
      }
      case LockOutcome.NoRoom() -> Nlm4Stat.DENIED_NOLOCKS;
      case LockOutcome.Held _ -> block && standsInLine(wanted) ? Nlm4Stat.BLOCKED : Nlm4Stat.DENIED;
    };
  }

  private boolean standsInLine(WantedLock wanted) {
    return waiting.stream().anyMatch(wanted::sameAs)
        || (waiting.size() < MOST_WAITING && waiting.add(wanted));
  }

  /// Leaves the line.
  ///
  /// @return whether it stood there
  synchronized boolean cancel(WantedLock wanted) {
    return waiting.removeIf(wanted::sameAs);
  }

  /// Gives up bytes.
  ///
  /// @return false if there is no room to split a lock in two
  boolean unlock(WantedLock given) {
    boolean done;
    List<WantedLock> granted;
    synchronized (this) {
      announced.keySet().removeIf(given::concerns);
      done = table.unlock(given.file(), given.owner(), given.range());
      granted = grantWaiting();
    }
    granted.forEach(grants);
    return done;
  }

  /// The client knows that it has what it waited for.
  synchronized void confirm(WantedLock granted) {
    announced.remove(granted);
  }

  /// The client could not be told, or does not want it any more. If it has called meanwhile, that
  /// call stands: it has the lock, or has given it up by itself.
  void takeBack(WantedLock refused) {
    List<WantedLock> granted = List.of();
    synchronized (this) {
      List<HeldLock> before = announced.remove(refused);
      if (before != null) {
        table.unlock(refused.file(), refused.owner(), refused.range());
        before.forEach(held -> table.lock(refused.file(), held));
        announced.replaceAll((other, had) -> refused.concerns(other) ? List.of() : had);
        granted = grantWaiting();
      }
    }
    granted.forEach(grants);
  }

  /// Gives up all that these hosts hold or wait for.
  void release(Predicate<LockHost> hosts) {
    List<WantedLock> granted;
    synchronized (this) {
      waiting.removeIf(wanted -> hosts.test(wanted.owner().host()));
      announced.keySet().removeIf(wanted -> hosts.test(wanted.owner().host()));
      table.release(owner -> hosts.test(owner.host()));
      granted = grantWaiting();
    }
    granted.forEach(grants);
  }

  private LockOutcome take(WantedLock wanted) {
    return table.lock(wanted.file(), wanted.owner(), wanted.range(), wanted.exclusive());
  }

  private List<WantedLock> grantWaiting() {
    List<WantedLock> granted = new ArrayList<>();
    for (Iterator<WantedLock> each = waiting.iterator(); each.hasNext(); ) {
      WantedLock wanted = each.next();
      List<HeldLock> before = table.held(wanted.file(), wanted.owner(), wanted.range());
      if (take(wanted) instanceof LockOutcome.Granted) {
        each.remove();
        granted.add(wanted);
        announced.put(wanted, before);
      }
    }
    return granted;
  }
}
