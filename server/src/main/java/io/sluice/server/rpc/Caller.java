package io.sluice.server.rpc;

import java.net.InetSocketAddress;

/// Where a call comes from.
///
/// @param local the address of this server that the caller talks to
/// @param connection number of the TCP connection, unique in the life of the server; 0 for UDP
public record Caller(
    Credential credential,
    InetSocketAddress remote,
    InetSocketAddress local,
    Transport transport,
    long connection) {
  /// The two ways in which a call can come.
  public enum Transport {
    TCP,
    UDP
  }
}
