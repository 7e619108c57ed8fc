package io.sluice.server.rpc;

/// What one client may use of the server, so that none can hurt the others.
final class RpcLimits {
  /// The largest record: a WRITE of 1 MiB and what is around it.
  static final int RECORD = (1 << 20) + (8 << 10);

  /// Records up to this size are used where they were read; larger ones get memory of their own.
  static final int IN_PLACE = 32 << 10;

  /// Fragments of one record; every client known sends one.
  static final int FRAGMENTS = 64;

  /// Calls of one connection that wait for something. Linux sends what it likes (up to 65,536);
  /// more than this brings no speed, and each may hold 1 MiB.
  static final int CALLS = 64;

  /// Reply bytes of one connection that its client has not taken yet; beyond, no more calls are
  /// read.
  static final long QUEUED_BYTES = 16L << 20;

  /// Connections; a mount has 1 to 16.
  static final int CONNECTIONS = 256;

  /// A client that takes no reply, or leaves a record half sent, for so long is gone.
  static final long STALL_NANOS = 60_000_000_000L;

  private RpcLimits() {}
}
