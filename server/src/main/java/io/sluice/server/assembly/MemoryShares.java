package io.sluice.server.assembly;

import io.sluice.memory.TableBudget;

/// What of the memory target is for the bytes of calls, and of files.
///
/// @param records bytes for records of calls, and replies that are copied. Calls that wait for
///   memory hold their records; so those have a share of their own, or nobody could go on
/// @param files bytes for what is read and written
record MemoryShares(long records, long files) {
  /// Records of calls get this part of the memory for bytes.
  private static final int RECORDS = 4;

  /// As many WRITEs of 1 MiB as one client has under way, also while others leave theirs half sent.
  private static final long MANY_RECORDS = 32L << 20;

  /// More would only wait here instead of in the client.
  private static final long MOST_RECORDS = 128L << 20;

  /// As many calls as keep S3 busy, of one client.
  private static final long LEAST_RECORDS = 8L << 20;

  /// A part of 8 MiB, and room to read, and to write, beside it.
  private static final long LEAST_FILES = 12L << 20;

  /// What of the memory target is left to the threads and buffers of connections, to clients and to
  /// S3, which are 35 MiB with 48 clients, and to what the JVM holds of memory that is free again.
  private static final long BUFFERS = 48L << 20;

  /// With so little all of it is needed for bytes.
  private static final long NO_BUFFERS = 128L << 20;

  /// The shares of a memory target. Of a very small one they are more than is left.
  static MemoryShares of(long target, TableBudget tables) {
    long bytes = tables.besides(target) - Math.clamp((target - NO_BUFFERS) / 2, 0, BUFFERS);
    long wanted = Math.clamp(bytes / RECORDS, MANY_RECORDS, MOST_RECORDS);
    long records = Math.max(LEAST_RECORDS, Math.min(wanted, bytes / 2));
    return new MemoryShares(records, Math.max(LEAST_FILES, bytes - records));
  }
}
