package io.sluice.server.rpc;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/// What the log has said lately. The same is said again after a while only, and no more than so
/// much in that time: clients decide how often something happens, not how fast a disk fills up. Any
/// thread may use it.
public final class News {
  /// An outage fails thousands of calls with the same words; a line every so often shows that it
  /// goes on.
  private static final long REPEAT_NANOS = 30_000_000_000L;

  /// Different things said in that time, such as one for each file that fails or each address that
  /// calls.
  private static final int MOST = 256;

  private final LongSupplier ticker;

  /// Guarded by this; when each was said, the first one first.
  private final LinkedHashMap<String, Long> saidAt = new LinkedHashMap<>();

  /// Nothing was said yet.
  ///
  /// @param ticker nanoseconds that only grow
  public News(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /// Whether this is to be said now; who asks says it then.
  ///
  /// @param what without anything that differs from one time to the next, such as a port
  public synchronized boolean isNews(String what) {
    long now = ticker.getAsLong();
    while (!saidAt.isEmpty() && now - saidAt.firstEntry().getValue() >= REPEAT_NANOS) {
      saidAt.pollFirstEntry();
    }
    return saidAt.size() < MOST && saidAt.putIfAbsent(what, now) == null;
  }
}
