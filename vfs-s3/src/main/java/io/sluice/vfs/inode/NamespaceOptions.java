package io.sluice.vfs.inode;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// How a namespace remembers.
///
/// @param clock for the times of directories
/// @param ticker nanoseconds that only grow, for ages
/// @param background makes requests ahead of clients
/// @param tableBytes memory for what is remembered of names, ids not included
public record NamespaceOptions(
    Ttl ttl, InstantSource clock, LongSupplier ticker, Executor background, long tableBytes) {
  /// Where nobody says how much: a million names in listings.
  private static final long TABLE_BYTES = 72L << 20;

  /// Asks ahead on virtual threads.
  public static NamespaceOptions of(Ttl ttl, InstantSource clock, LongSupplier ticker) {
    Executor background = task -> Thread.ofVirtual().name("list-ahead").start(task);
    return new NamespaceOptions(ttl, clock, ticker, background, TABLE_BYTES);
  }

  /// The same, with so much memory.
  public NamespaceOptions within(long bytes) {
    return new NamespaceOptions(ttl, clock, ticker, background, bytes);
  }

  /// The same, asking ahead elsewhere.
  public NamespaceOptions askingAheadOn(Executor other) {
    return new NamespaceOptions(ttl, clock, ticker, other, tableBytes);
  }
}
