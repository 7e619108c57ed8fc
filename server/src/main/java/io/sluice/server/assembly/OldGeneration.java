package io.sluice.server.assembly;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/// Has the old generation of the heap collected when it has grown by half. The serial collector
/// lets it grow to the largest size of the heap before it looks at it for the first time: a server
/// in which 29 MiB were alive held 87 MiB of garbage beside them after two minutes of work.
///
/// One for each JVM: the threshold is the pool's.
final class OldGeneration implements AutoCloseable {
  /// As the serial collector calls its own; the others collect theirs in time.
  private static final String NAME = "Tenured Gen";

  /// With less between two collections, which take some 100 ms of a server of many names, they
  /// would be felt.
  private static final long LEAST_GROWTH = 16L << 20;

  private final MemoryPoolMXBean pool;
  private final NotificationEmitter memory =
      (NotificationEmitter) ManagementFactory.getMemoryMXBean();
  private final NotificationListener full = (notification, _) -> collect(notification.getType());

  private OldGeneration(MemoryPoolMXBean pool) {
    this.pool = pool;
    allowGrowth();
    memory.addNotificationListener(full, null, null);
  }

  /// Watches it until this is closed.
  ///
  /// @return null with another collector
  static @Nullable OldGeneration watch() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals(NAME) && pool.isUsageThresholdSupported()) {
        return new OldGeneration(pool);
      }
    }
    return null;
  }

  /// On the JVM's thread for notifications, one after the other.
  private void collect(String type) {
    if (type.equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)
        && pool.isUsageThresholdExceeded()) {
      System.gc();
      allowGrowth();
    }
  }

  private void allowGrowth() {
    long alive = pool.getUsage().getUsed();
    long threshold = alive + Math.max(alive / 2, LEAST_GROWTH);
    long most = pool.getUsage().getMax();
    // Beyond the largest size there is nothing to be told: the collector acts by itself.
    pool.setUsageThreshold(most < 0 ? threshold : Math.min(threshold, most));
  }

  @Override
  public void close() throws ListenerNotFoundException {
    memory.removeNotificationListener(full);
    pool.setUsageThreshold(0);
  }
}
