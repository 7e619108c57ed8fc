package io.sluice.server.assembly;

import com.codahale.metrics.MetricRegistry;
import io.sluice.config.Machine;
import io.sluice.config.Settings;
import io.sluice.server.metrics.ListBudget;
import io.sluice.server.metrics.RpcMeter;
import io.sluice.server.metrics.S3Meter;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.process.OperatingSystem;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.DerivedExports;
import io.sluice.server.state.RunningServer;
import io.sluice.server.state.StateDirectory;
import io.sluice.server.state.StoreIdentity;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.read.disk.BlockCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The composition root: makes objects of settings, from S3 up to the socket, and takes them down
/// again, from the socket to S3.
public final class Server implements AutoCloseable {
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
  public static Server start(
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
    Gauges gauges = new Gauges(registry);
    StateDirectory state = belongings.add(StateDirectory.open(settings.server().stateDir()));
    ServerMemory memory = ServerMemory.open(settings.server().memoryTarget().bytes(), belongings);
    gauges.show(memory);
    // Before the buckets are asked, so that it is looked through when the first call comes.
    BlockCache disk =
        new DiskCache(settings, machine.uid(), state.path()).open(registry, belongings);
    DrainTime drain = new DrainTime(settings.server().drainTimeout(), System::nanoTime);
    BucketStores stores = belongings.add(stores(settings, registry));
    Blocks blocks = new Blocks(memory.blocks(), disk);
    BucketExports exports =
        belongings.add(exports(settings, buckets, stores, state, memory, blocks, drain));
    exports.openRoots();
    gauges.show(exports);
    FrontDoor door = belongings.add(door(settings, machine, exports, drain, memory, registry));
    belongings.add(() -> publishLeft(exports, door));
    PageOfMetrics.start(settings.server().metricsListen(), registry).ifPresent(belongings::add);
    return running(settings, given, door, exports, state);
  }

  private static BucketExports exports(
      Settings settings,
      List<BucketPath> buckets,
      BucketStores stores,
      StateDirectory state,
      ServerMemory memory,
      Blocks blocks,
      DrainTime drain)
      throws IOException {
    BucketExport opener =
        new BucketExport(
            state,
            memory.files(),
            blocks,
            memory.tables(),
            settings.namespace(),
            settings.write(),
            memory.target(),
            Instant.now().toEpochMilli());
    return new BucketExports(
        buckets,
        stores.open(buckets),
        opener,
        new FileHandles(state.handleKey()),
        new DerivedExports(state.path()),
        drain);
  }

  private static BucketStores stores(Settings settings, MetricRegistry registry) {
    ListBudget lists =
        new ListBudget(settings.namespace().listBudget(), System::nanoTime, registry);
    return new BucketStores(settings.s3(), new S3Meter(registry), lists);
  }

  private static FrontDoor door(
      Settings settings,
      Machine machine,
      BucketExports exports,
      DrainTime drain,
      ServerMemory memory,
      MetricRegistry registry)
      throws IOException {
    boolean privilegedPortsOnly =
        machine.isRoot()
            && OperatingSystem.here() == OperatingSystem.LINUX
            && !settings.server().allowUnprivilegedPorts();
    if (privilegedPortsOnly) {
      RootPorts.warnOfOthers();
    }
    return FrontDoor.open(
        settings.server(),
        privilegedPortsOnly,
        exports,
        drain,
        memory.records(),
        new RpcMeter(registry));
  }

  private static void publishLeft(BucketExports exports, FrontDoor door)
      throws InterruptedException {
    if (exports.isAnythingLeft() && door.isDeserted()) {
      exports.publishLeft();
    }
  }

  private static RunningServer running(
      Settings settings,
      Map<String, String> given,
      FrontDoor door,
      BucketExports exports,
      StateDirectory state)
      throws IOException {
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

  /// Where it is and what it has.
  public RunningServer running() {
    return running;
  }

  /// Takes no more calls, finishes those under way within the drain timeout, and gives everything
  /// back.
  @Override
  public void close() {
    belongings.close();
  }
}
