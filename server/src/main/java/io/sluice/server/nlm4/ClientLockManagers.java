package io.sluice.server.nlm4;

import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.net.InetAddress;
import java.util.function.Consumer;

/// The lock managers of our clients, which are servers to us when a lock is granted later.
public interface ClientLockManagers {
  /// What comes of a call.
  interface Results {
    /// The client has answered.
    ///
    /// @throws io.sluice.server.rpc.XdrException if these are not results; [#failed] follows
    void answered(XdrReader results);

    /// It could not be reached, or did not do the call.
    void failed();
  }

  /// Calls a procedure of the lock manager, version 4, on this host. Returns at once; the results
  /// come on another thread.
  void call(InetAddress host, int procedure, Consumer<XdrWriter> arguments, Results results);

  /// Calls a procedure that has no results, and does not care.
  default void send(InetAddress host, int procedure, Consumer<XdrWriter> arguments) {
    call(
        host,
        procedure,
        arguments,
        new Results() {
          @Override
          public void answered(XdrReader results) {
            // There are none.
          }

          @Override
          public void failed() {
            // The client calls again.
          }
        });
  }
}
