package io.sluice.server.rpc;

import io.sluice.memory.Slab;

/// What one client may use of the server, so that none can hurt the others.
final class RpcLimits {
  /// The largest record: a WRITE of 1 MiB and what is around it.
  static final int RECORD = (1 << 20) + (8 << 10);

  /// Records up to this size are used where they were read; larger ones get memory of their own.
  static final int IN_PLACE = 32 << 10;

  /// Fragments of one record; every client known sends one.
  static final int FRAGMENTS = 64;

  /// Calls of one connection with a payload that wait for something, at most. Linux sends what it
  /// likes (up to 65,536); more than this brings no speed, and each may hold 1 MiB.
  static final int CALLS = 64;

  /// Other calls that wait, at most; each holds a record of [#IN_PLACE] bytes at most.
  static final int SMALL_CALLS = 64;

  private static final int FEWEST_SMALL_CALLS = 16;

  /// READs behind those that may be done at once: what Linux asks for ahead for 50 programs that
  /// read large files. Each holds a [RecordSlots#SLOT].
  static final int QUEUED_CALLS = 448;

  /// Lists of directories that are ready and wait for room among the replies; each may hold 1 MiB.
  static final int LARGE_REPLIES = 1;

  /// With less, a single reader would no longer keep S3 busy.
  private static final int FEWEST_CALLS = 4;

  /// Reply bytes in one batch, at most: what one gathering write takes with profit.
  private static final long BATCH_BYTES = 8L << 20;

  /// The share of the memory for records that the calls of one connection may hold; with half a
  /// call more, small ones, a list and two batches about a fourth, so that three greedy clients
  /// leave room for an honest one. An eighth was 13 calls of a memory target of 512 MiB: too few
  /// for 16 programs that each wait for a PUT.
  private static final int CALL_SHARE = 6;

  private static final int BATCH_SHARE = 48;

  private static final int SMALL_SHARE = 64;

  /// Connections; a mount has 1 to 16.
  static final int CONNECTIONS = 256;

  /// Of these, the ones from ports that may only ask for ports and exports: whoever opens them all
  /// keeps nobody from mounting.
  static final int UNTRUSTED_CONNECTIONS = CONNECTIONS / 2;

  /// The batch of replies of such a connection: one that needs memory for records, if any.
  static final long UNTRUSTED_BATCH_BYTES = 1;

  /// Of the memory for records, the part that records may hold before they are whole: small calls
  /// go on when many clients leave large ones half sent.
  private static final double UNFINISHED = 0.75;

  /// A client that takes no reply, or leaves a record half sent, for so long is gone.
  static final long STALL_NANOS = 60_000_000_000L;

  private RpcLimits() {}

  /// How many calls of one connection with a payload may wait at the same time.
  static int calls(Slab slab) {
    long most = Math.round((double) slab.budget() / CALL_SHARE / Slab.LARGEST_LEASE);
    return Math.clamp(most, FEWEST_CALLS, CALLS);
  }

  /// How many other calls of one connection may wait at the same time.
  static int smallCalls(Slab slab) {
    long most = slab.budget() / SMALL_SHARE / IN_PLACE;
    return Math.clamp(most, FEWEST_SMALL_CALLS, SMALL_CALLS);
  }

  /// How many bytes of memory records may hold that are not whole yet, all connections together.
  static long unfinishedBytes(Slab slab) {
    return Math.max(Slab.LARGEST_LEASE, (long) (slab.budget() * UNFINISHED));
  }

  /// From how many bytes on a batch of replies takes no more: beyond, its connection has to wait
  /// until its client has taken some.
  static long batchBytes(Slab slab) {
    return Math.min(BATCH_BYTES, slab.budget() / BATCH_SHARE);
  }
}
