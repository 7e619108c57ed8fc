package io.sluice.server.nlm4;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.util.function.Consumer;

/// Tells clients that waited that the lock is theirs. A client that cannot be told, or that does
/// not want it any more, gets the lock taken away again: if it still wants it, it asks again.
final class GrantCalls implements Consumer<WantedLock> {
  private static final int GRANTED = 5;

  private final ClientLockManagers clients;
  private final Consumer<WantedLock> accepted;
  private final Consumer<WantedLock> refused;

  /// @param accepted is told of locks that their clients know of
  /// @param refused is told of locks that nobody took
  GrantCalls(
      ClientLockManagers clients, Consumer<WantedLock> accepted, Consumer<WantedLock> refused) {
    this.clients = clients;
    this.accepted = accepted;
    this.refused = refused;
  }

  @Override
  public void accept(WantedLock granted) {
    clients.call(
        granted.owner().host().address(),
        GRANTED,
        out -> encode(granted, out),
        new ClientLockManagers.Results() {
          @Override
          public void answered(XdrReader results) {
            Netobj.read(results);
            boolean taken = results.readInt() == Nlm4Stat.GRANTED.number();
            (taken ? accepted : refused).accept(granted);
          }

          @Override
          public void failed() {
            refused.accept(granted);
          }
        });
  }

  /// `nlm4_testargs`. The cookie is empty: the reply comes by the same connection.
  private static void encode(WantedLock granted, XdrWriter out) {
    Netobj.write("", out);
    out.writeBool(granted.exclusive());
    granted.call().encode(out);
  }
}
