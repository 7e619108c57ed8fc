package io.sluice.server.nlm4;

/// The locks of this server: what the lock manager and the status monitor share.
public final class Locks {
  private final ClientLockManagers clients;
  private final LockArbiter arbiter;

  /// No locks yet.
  ///
  /// @param clients how clients that wait for a lock are called back
  public Locks(ClientLockManagers clients) {
    this.clients = clients;
    this.arbiter =
        new LockArbiter(
            LockArbiter.MOST_LOCKS, new GrantCalls(clients, this::confirm, this::takeBack));
  }

  private void confirm(WantedLock accepted) {
    arbiter.confirm(accepted);
  }

  private void takeBack(WantedLock refused) {
    arbiter.takeBack(refused);
  }

  ClientLockManagers clients() {
    return clients;
  }

  LockArbiter arbiter() {
    return arbiter;
  }
}
