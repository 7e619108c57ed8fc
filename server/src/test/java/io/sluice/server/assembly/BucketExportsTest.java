package io.sluice.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.google.common.hash.Hashing;
import io.sluice.config.Machine;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.memory.ArenaSlab;
import io.sluice.memory.LeasedBytes;
import io.sluice.memory.Slab;
import io.sluice.memory.TableBudget;
import io.sluice.server.SampleStore;
import io.sluice.server.metrics.ListBudget;
import io.sluice.server.mount3.MountOutcome;
import io.sluice.server.nfs3.Export;
import io.sluice.server.nfs3.FileHandles;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.DerivedExports;
import io.sluice.server.state.StateDirectory;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.read.BlockMemory;
import io.sluice.vfs.read.Blocks;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.GetRequest;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.s3.S3Calls;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BucketExportsTest {
  private final Belongings belongings = new Belongings();
  private final Path directory;
  private final Settings settings;

  BucketExportsTest(@TempDir Path directory) {
    this.directory = directory;
    SampleStore store = belongings.add(new SampleStore(directory.resolve("store")));
    settings =
        new SettingsLoader(new Machine(7, 7, 1L << 30, directory), Map.of())
            .load(
                Map.of(
                    "endpoint-url", store.endpoint(),
                    "region", "us-east-1",
                    "force-path-style", "true"));
  }

  @AfterEach
  void close() {
    belongings.close();
  }

  /// As a server does at its start, with the same state directory each time.
  private BucketExports start(Belongings ofServer, String... buckets) throws IOException {
    List<BucketPath> paths = Arrays.stream(buckets).map(BucketPath::parse).toList();
    StateDirectory state = ofServer.add(StateDirectory.open(directory.resolve("state")));
    Slab slab = ofServer.add(new ArenaSlab(32 << 20));
    ListBudget lists = new ListBudget(0, System::nanoTime, new MetricRegistry());
    BucketStores stores = ofServer.add(new BucketStores(settings.s3(), S3Calls.UNOBSERVED, lists));
    BucketExports exports = exports(ofServer, paths, stores.open(paths), state, slab);
    exports.openRoots();
    return exports;
  }

  private BucketExports exports(
      Belongings ofServer,
      List<BucketPath> paths,
      Map<String, StoredBucket> stores,
      StateDirectory state,
      Slab slab)
      throws IOException {
    return ofServer.add(
        new BucketExports(
            paths,
            stores,
            new BucketExport(
                state,
                slab,
                new Blocks(new BlockMemory(slab, System::nanoTime), null),
                TableBudget.of(64L << 20),
                settings.namespace(),
                settings.write(),
                64L << 20,
                1),
            new FileHandles(state.handleKey()),
            new DerivedExports(state.path()),
            new DrainTime(Duration.ofSeconds(30), System::nanoTime)));
  }

  private static boolean has(BucketExports exports, String path, String name) {
    Export export = Objects.requireNonNull(exports.byId(BucketExport.id(path)));
    return export.fileSystem().lookup(export.fileSystem().root(), FileName.of(name))
        instanceof LookupOutcome.Found;
  }

  @Test
  void whatTheServerWasStartedWithIsListedAndMounted() throws IOException {
    BucketExports exports = start(belongings, "s3://bucket", "s3://bucket/colors/blue");

    assertThat(exports.exports()).containsExactly("/bucket", "/bucket/colors/blue");
    assertThat(exports.mount("/bucket")).isInstanceOf(MountOutcome.Mounted.class);
    assertThat(has(exports, "/bucket/colors/blue", "sky.txt")).isTrue();
  }

  @Test
  void n10_aSubdirectoryIsAFileSystemOfItsOwn() throws IOException {
    BucketExports exports = start(belongings, "s3://bucket");

    assertThat(exports.mount("/bucket/colors/blue")).isInstanceOf(MountOutcome.Mounted.class);

    Export export = Objects.requireNonNull(exports.byId(BucketExport.id("/bucket/colors/blue")));
    assertThat(has(exports, "/bucket/colors/blue", "sky.txt")).isTrue();
    assertThat(export.fileSystem().parent(export.fileSystem().root()))
        .isEqualTo(export.fileSystem().root());
    assertThat(exports.exports()).containsExactly("/bucket");
  }

  @Test
  void c1_whatWasWrittenInASubdirectoryIsTakenUpThoughNoClientComes() throws IOException {
    Belongings first = new Belongings();
    BucketExports before = start(first, "s3://bucket");
    int written = mounted(before, "/bucket/colors/blue");
    int quiet = mounted(before, "/bucket/colors");
    VirtualFileSystem files = Objects.requireNonNull(before.byId(written)).fileSystem();
    FileId file =
        files
            .create(
                files.root(), FileName.of("new"), new CreateMode.Unchecked(AttributeChanges.NONE))
            .attributes()
            .id();
    files.write(file, 0, LeasedBytes.of(ByteBuffer.allocate(100)), Durability.UNSTABLE);
    first.close();

    BucketExports after = start(belongings, "s3://bucket");

    assertThat(after.isAtHand(written)).isTrue();
    assertThat(after.isAtHand(quiet)).isFalse();
  }

  private static int mounted(BucketExports exports, String path) {
    assertThat(exports.mount(path)).isInstanceOf(MountOutcome.Mounted.class);
    return BucketExport.id(path);
  }

  @Test
  void twoClientsMountASubdirectoryForTheFirstTimeAtOnce() throws Exception {
    CountDownLatch looks = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    BucketExports exports = overAStoreThatWaits(looks, answer);
    List<MountOutcome> outcomes = new CopyOnWriteArrayList<>();
    Runnable mount = () -> outcomes.add(exports.mount("/bucket/colors"));
    Thread first = Thread.ofPlatform().start(mount);
    looks.await();
    Thread second = Thread.ofPlatform().start(mount);
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    answer.countDown();
    first.join();
    second.join();

    assertThat(outcomes).hasSize(2).allMatch(MountOutcome.Mounted.class::isInstance);
  }

  /// Over a bucket that says when it is asked for names, and answers after a sign.
  private BucketExports overAStoreThatWaits(CountDownLatch asked, CountDownLatch answer)
      throws IOException {
    List<BucketPath> paths = List.of(BucketPath.parse("s3://bucket"));
    ListBudget lists = new ListBudget(0, System::nanoTime, new MetricRegistry());
    BucketStores stores =
        belongings.add(new BucketStores(settings.s3(), S3Calls.UNOBSERVED, lists));
    ObjectStore store = Objects.requireNonNull(stores.open(paths).get("bucket")).objects();
    ObjectStore waiting =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("listObjectsV2")) {
                    asked.countDown();
                    answer.await();
                  }
                  return method.invoke(store, arguments);
                });
    return exports(
        belongings,
        paths,
        Map.of("bucket", new StoredBucket(waiting, noUploads())),
        belongings.add(StateDirectory.open(directory.resolve("state"))),
        belongings.add(new ArenaSlab(32 << 20)));
  }

  @Test
  void a3_handlesOfAMountedSubdirectorySurviveARestart() throws IOException {
    try (Belongings first = new Belongings()) {
      start(first, "s3://bucket").mount("/bucket/colors");
    }

    assertThat(has(start(belongings, "s3://bucket"), "/bucket/colors", "blue")).isTrue();
  }

  @Test
  void anExportIsAtHandOnceItIsOpenAndBusyWhileItCannotBe() throws IOException {
    try (Belongings first = new Belongings()) {
      start(first, "s3://bucket").mount("/bucket/colors");
    }
    BucketExports exports = start(belongings, "s3://bucket");
    int id = BucketExport.id("/bucket/colors");
    assertThat(exports.isAtHand(BucketExport.id("/bucket"))).isTrue();
    assertThat(exports.isAtHand(id)).isFalse();
    Path folder = directory.resolve("state/exports");
    Path aside = directory.resolve("aside");
    Files.move(folder, aside);
    Files.createFile(folder);
    assertThatThrownBy(() -> exports.byId(id))
        .isInstanceOf(VfsException.class)
        .extracting(failure -> ((VfsException) failure).error())
        .isEqualTo(VfsError.BUSY);
    Files.delete(folder);
    Files.move(aside, folder);

    assertThat(exports.byId(id)).isNotNull();
    assertThat(exports.isAtHand(id)).isTrue();
  }

  /// The folder of an export in the state directory.
  private Path files(String export) {
    String name = Hashing.sha256().hashString(export, StandardCharsets.UTF_8).toString();
    return directory.resolve("state/exports").resolve(name.substring(0, 32));
  }

  @Test
  void whatAnExportHadIsGivenBackWhenItCannotBeOpened() throws IOException {
    try (Belongings first = new Belongings()) {
      start(first, "s3://bucket").mount("/bucket/colors");
    }
    BucketExports exports = start(belongings, "s3://bucket");
    Path files = files("/bucket/colors");
    Path log = files.resolve("sessions.log");
    Files.move(log, files.resolve("aside"));
    Files.createDirectory(log);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> exports.byId(BucketExport.id("/bucket/colors")))
          .isInstanceOf(VfsException.class);
    }
    Files.delete(log);
    Files.move(files.resolve("aside"), log);

    assertThat(has(exports, "/bucket/colors", "blue")).isTrue();
    assertThat(files.resolve("local.mv.damaged")).doesNotExist();
  }

  @Test
  void n10_whatWasMountedAboveAPrefixIsNotReachedThroughThePrefix() throws IOException {
    try (Belongings first = new Belongings()) {
      start(first, "s3://bucket").mount("/bucket/colors");
    }
    BucketExports exports = start(belongings, "s3://bucket/colors/blue");

    assertThat(exports.byId(BucketExport.id("/bucket/colors"))).isNull();
    assertThat(exports.byId(BucketExport.id("/bucket"))).isNull();
    assertThat(exports.mount("/bucket/colors")).isInstanceOf(MountOutcome.NoEntry.class);
  }

  @Test
  void n2_hiddenKeysAreCounted() throws IOException {
    BucketExports exports =
        exports(
            belongings,
            List.of(BucketPath.parse("s3://bucket")),
            Map.of("bucket", new StoredBucket(new EmptyNames(), noUploads())),
            belongings.add(StateDirectory.open(directory.resolve("state"))),
            belongings.add(new ArenaSlab(32 << 20)));
    Export export = Objects.requireNonNull(exports.byId(BucketExport.id("/bucket")));

    assertThat(export.fileSystem().list(export.fileSystem().root(), 0, 10).entries()).isEmpty();
    assertThat(exports.hiddenKeys()).isEqualTo(1);
  }

  /// A bucket whose keys all begin with `/`, so that their first part is empty.
  private static ObjectUploads noUploads() {
    return (ObjectUploads)
        Proxy.newProxyInstance(
            ObjectUploads.class.getClassLoader(),
            new Class<?>[] {ObjectUploads.class},
            (uploads, method, arguments) -> {
              if (method.isDefault()) {
                return InvocationHandler.invokeDefault(uploads, method, arguments);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static final class EmptyNames implements ObjectStore {
    @Override
    public HeadOutcome headObject(ObjectKey key) {
      return new HeadOutcome.Missing();
    }

    @Override
    public ListPage listObjectsV2(ListRequest request) {
      return new ListPage(List.of(), List.of("/"), null);
    }

    @Override
    public GetOutcome getObject(GetRequest request, ByteBuffer into) {
      return new GetOutcome.Missing();
    }

    @Override
    public void deleteObject(ObjectKey key) {}

    @Override
    public boolean putEmptyObject(ObjectKey key) {
      return false;
    }
  }

  @Test
  void whatIsNoDirectoryIsNotMounted() throws IOException {
    BucketExports exports = start(belongings, "s3://bucket");

    assertThat(exports.mount("/bucket/absent/x")).isInstanceOf(MountOutcome.NoEntry.class);
    assertThat(exports.mount("/bucket/..")).isInstanceOf(MountOutcome.NoEntry.class);
    assertThat(exports.mount("/other")).isInstanceOf(MountOutcome.NoEntry.class);
    assertThat(exports.mount("/")).isInstanceOf(MountOutcome.NoEntry.class);
    assertThat(exports.mount("/bucket/README.txt")).isInstanceOf(MountOutcome.NotDirectory.class);
  }
}
