package io.sluice.server.rpc;

/// The results of a procedure, not yet encoded. The RPC layer encodes each reply exactly once, also
/// when the client is gone, so that a payload handed to [XdrWriter#payload] always finds its way
/// back.
@FunctionalInterface
public interface Reply {
  /// Writes the results.
  void encode(XdrWriter out);
}
