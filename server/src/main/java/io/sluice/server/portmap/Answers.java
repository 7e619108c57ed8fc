package io.sluice.server.portmap;

import io.sluice.server.rpc.Caller;
import io.sluice.server.rpc.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Small results, and who may ask for changes.
final class Answers {
  /// Only the superuser and the kernel have ports below this one, where nobody changed that.
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private Answers() {}

  static Reply bool(boolean value) {
    return out -> out.writeBool(value);
  }

  static Reply text(String value) {
    return out -> out.writeString(value);
  }

  /// Whether this caller may register programs: the superuser of this machine, as for rpcbind.
  static boolean mayChange(Caller caller) {
    InetSocketAddress remote = caller.remote();
    return remote.getAddress().isLoopbackAddress() && remote.getPort() < FIRST_UNPRIVILEGED_PORT;
  }

  static InetAddress local(Caller caller) {
    return caller.local().getAddress();
  }
}
