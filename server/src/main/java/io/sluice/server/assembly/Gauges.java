package io.sluice.server.assembly;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.sluice.vfs.write.WriteCounts;

/// The figures of a server that are looked up when somebody asks for the metrics (docs/OPERATIONS
/// says what they mean).
final class Gauges {
  private final MetricRegistry registry;

  Gauges(MetricRegistry registry) {
    this.registry = registry;
  }

  void show(ServerMemory memory) {
    show("sluice_read_ahead_bytes", memory.blocks()::aheadBytes);
    show("sluice_read_wasted_bytes_total", memory.blocks()::wastedBytes);
    show("sluice_memory_blocks_bytes", memory.blocks()::bytes);
    show("sluice_memory_leased_bytes", memory::leased);
    show("sluice_memory_records_bytes", memory.records()::leased);
    show("sluice_memory_budget_bytes", memory::budget);
    show("sluice_tables_budget_bytes", memory.tables()::bytes);
  }

  void show(BucketExports exports) {
    show("sluice_hidden_keys_total", exports::hiddenKeys);
    show("sluice_files_published_total", () -> exports.written(WriteCounts::published));
    show("sluice_files_published_early_total", () -> exports.written(WriteCounts::early));
    show("sluice_files_failed_total", () -> exports.written(WriteCounts::failed));
    show("sluice_writes_refused_total", () -> exports.written(WriteCounts::refused));
    show("sluice_memory_retained_bytes", exports::retainedBytes);
    show("sluice_scans_total", exports::walks);
    show("sluice_scan_pages_total", exports::flatPages);
    show("sluice_tables_bytes", exports::tableBytes);
  }

  private void show(String name, Gauge<Long> gauge) {
    registry.gauge(name, () -> gauge);
  }
}
