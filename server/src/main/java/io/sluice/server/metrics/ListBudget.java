package io.sluice.server.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.S3Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts LIST requests by minute and warns when one has more than the budget: LIST is what S3
/// bills most for, and a program that walks the tree again and again is seen here first.
///
/// All of it is guarded by this object's monitor, held for one look.
public final class ListBudget {
  private static final Logger LOG = LoggerFactory.getLogger(ListBudget.class);

  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final long perMinute;
  private final LongSupplier ticker;
  private final Counter exceeded;

  private long begin;
  private long count;
  private final Map<String, Long> byBucket = new HashMap<>();

  /// @param perMinute 0 never warns
  /// @param ticker nanoseconds that only grow
  public ListBudget(long perMinute, LongSupplier ticker, MetricRegistry registry) {
    this.perMinute = perMinute;
    this.ticker = ticker;
    this.begin = ticker.getAsLong();
    exceeded = registry.counter("sluice_list_budget_exceeded_total");
    registry.gauge("sluice_list_requests_this_minute", () -> (Gauge<Long>) this::count);
  }

  /// Counts what is sent to one bucket, and tells `then` of all of it.
  public S3Calls of(String bucket, S3Calls then) {
    return (operation, result, bytes, nanos) -> {
      then.ended(operation, result, bytes, nanos);
      if (operation == S3Operation.LIST_OBJECTS_V2) {
        add(bucket);
      }
    };
  }

  private synchronized void add(String bucket) {
    turnOver();
    count++;
    byBucket.merge(bucket, 1L, Long::sum);
    if (perMinute > 0 && count == perMinute + 1) {
      exceeded.inc();
      LOG.warn(
          "more than {} LIST requests (--list-budget) within a minute, {} of them to bucket {}:"
              + " see who walks the tree, or raise --metadata-ttl",
          perMinute,
          most().getValue(),
          most().getKey());
    }
  }

  private synchronized long count() {
    turnOver();
    return count;
  }

  private synchronized void turnOver() {
    long now = ticker.getAsLong();
    if (now - begin >= MINUTE_NANOS) {
      begin = now;
      count = 0;
      byBucket.clear();
    }
  }

  private synchronized Map.Entry<String, Long> most() {
    return byBucket.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
  }
}
