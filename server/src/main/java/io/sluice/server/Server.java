package io.sluice.server;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.sluice.config.Machine;
import io.sluice.config.Settings;
import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Slab;
import io.sluice.memory.TableBudget;
import io.sluice.server.metrics.ListBudget;
import io.sluice.server.metrics.RpcMeter;
import io.sluice.server.metrics.S3Meter;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.vfs.read.BlockMemory;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.read.disk.BlockCache;
import io.sluice.vfs.write.WriteCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The composition root: makes objects of settings, from S3 up to the socket, and takes them down
/// again, from the socket to S3.
final class Server implements AutoCloseable {
  private final Belongings belongings;
  private final RunningServer running;

  private Server(Belongings belongings, RunningServer running) {
    this.belongings = belongings;
    this.running = running;
  }

  /// Starts a server; calls are answered when this returns.
  ///
  /// @param given which of the settings were set, for `mount`, which may find this server
  /// @param buckets at least one
  /// @throws CommandFailure if it cannot start
  static Server start(
      Settings settings, Map<String, String> given, Machine machine, List<BucketPath> buckets) {
    Belongings belongings = new Belongings();
    try {
      RunningServer running = start(settings, given, machine, buckets, belongings);
      return new Server(belongings, running);
    } catch (IOException unusable) {
      belongings.close();
      throw StateDirectory.notWritable(settings.server().stateDir(), unusable);
    } catch (UncheckedIOException unusable) {
      belongings.close();
      throw StateDirectory.notWritable(
          settings.server().stateDir(), Objects.requireNonNullElse(unusable.getCause(), unusable));
    } catch (RuntimeException failure) {
      belongings.close();
      throw failure;
    }
  }

  private static RunningServer start(
      Settings settings,
      Map<String, String> given,
      Machine machine,
      List<BucketPath> buckets,
      Belongings belongings)
      throws IOException {
    OldGeneration heap = OldGeneration.watch();
    if (heap != null) {
      belongings.add(heap);
    }
    MetricRegistry registry = new MetricRegistry();
    StateDirectory state = belongings.add(StateDirectory.open(settings.server().stateDir()));
    long memory = settings.server().memoryTarget().bytes();
    TableBudget tables = TableBudget.of(memory);
    MemoryShares shares = MemoryShares.of(memory, tables);
    Slab slab = belongings.add(new ArenaSlab(shares.records()));
    Slab files = belongings.add(new ArenaSlab(shares.files()));
    BlockMemory blocks = belongings.add(new BlockMemory(files, System::nanoTime));
    gauge(registry, "sluice_read_ahead_bytes", blocks::aheadBytes);
    gauge(registry, "sluice_read_wasted_bytes_total", blocks::wastedBytes);
    gauge(registry, "sluice_memory_blocks_bytes", blocks::bytes);
    gauge(
        registry,
        "sluice_memory_leased_bytes",
        () -> slab.leased() + files.leased() - blocks.bytes());
    gauge(registry, "sluice_memory_records_bytes", slab::leased);
    registry.gauge(
        "sluice_memory_budget_bytes", () -> (Gauge<Long>) () -> slab.budget() + files.budget());
    // Before the buckets are asked, so that it is looked through when the first call comes.
    BlockCache cache =
        new DiskCache(settings, machine.uid(), state.path()).open(registry, belongings);
    ListBudget lists =
        new ListBudget(settings.namespace().listBudget(), System::nanoTime, registry);
    BucketStores stores =
        belongings.add(new BucketStores(settings.s3(), new S3Meter(registry), lists));
    FileHandles handles = new FileHandles(state.handleKey());
    DrainTime drain = new DrainTime(settings.server().drainTimeout(), System::nanoTime);
    BucketExports exports =
        belongings.add(
            new BucketExports(
                buckets,
                stores.open(buckets),
                new BucketExport(
                    state,
                    files,
                    new Blocks(blocks, cache),
                    tables,
                    settings.namespace(),
                    settings.write(),
                    memory,
                    Instant.now().toEpochMilli()),
                handles,
                new DerivedExports(state.path()),
                drain));
    exports.openRoots();
    registry.gauge("sluice_hidden_keys_total", () -> (Gauge<Long>) exports::hiddenKeys);
    gauge(registry, "sluice_files_published_total", () -> exports.written(WriteCounts::published));
    gauge(
        registry, "sluice_files_published_early_total", () -> exports.written(WriteCounts::early));
    gauge(registry, "sluice_files_failed_total", () -> exports.written(WriteCounts::failed));
    gauge(registry, "sluice_writes_refused_total", () -> exports.written(WriteCounts::refused));
    gauge(registry, "sluice_memory_retained_bytes", exports::retainedBytes);
    registry.gauge("sluice_scans_total", () -> (Gauge<Long>) exports::walks);
    registry.gauge("sluice_scan_pages_total", () -> (Gauge<Long>) exports::flatPages);
    registry.gauge("sluice_tables_bytes", () -> (Gauge<Long>) exports::tableBytes);
    registry.gauge("sluice_tables_budget_bytes", () -> (Gauge<Long>) tables::bytes);
    boolean privilegedPortsOnly =
        machine.isRoot()
            && OperatingSystem.here() == OperatingSystem.LINUX
            && !settings.server().allowUnprivilegedPorts();
    if (privilegedPortsOnly) {
      RootPorts.warnOfOthers();
    }
    FrontDoor door =
        belongings.add(
            FrontDoor.open(
                settings.server(),
                privilegedPortsOnly,
                exports,
                drain,
                slab,
                new RpcMeter(registry)));
    belongings.add(() -> {
      if (exports.isAnythingLeft() && door.isDeserted()) {
        exports.publishLeft();
      }
    });
    PageOfMetrics.start(settings.server().metricsListen(), registry).ifPresent(belongings::add);
    RunningServer running =
        RunningServer.ofThisProcess(
            door.host(),
            door.port(),
            StoreIdentity.of(settings.s3(), System.getenv()),
            given,
            exports.exports());
    running.write(state.path());
    return running;
  }

  private static void gauge(MetricRegistry registry, String name, Gauge<Long> gauge) {
    registry.gauge(name, () -> gauge);
  }

  /// Where it is and what it has.
  RunningServer running() {
    return running;
  }

  /// Takes no more calls, finishes those under way within the drain timeout, and gives everything
  /// back.
  @Override
  public void close() {
    belongings.close();
  }
}
