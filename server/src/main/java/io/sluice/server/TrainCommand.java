package io.sluice.server;

import io.sluice.config.Definitions;
import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.assembly.Server;
import io.sluice.server.client.NfsClient;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.client.RemoteFile;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Logging;
import io.sluice.server.process.Terminal;
import io.sluice.server.state.BucketPath;
import io.sluice.server.state.RunningServer;
import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sluice train`: does what servers do first, with a store of its own in an empty folder, and
/// ends. The launcher has the JVM watch it and keep what it learned (an AOT cache, JEP 483 and
/// 515), so that the servers of users start with classes loaded and know what to compile how.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private static final String BUCKET = "training";
  private static final String EXPORT = "/" + BUCKET;

  /// So many pages of LIST that the code that reads them counts as hot.
  private static final int WIDE = 6_000;

  private static final int DIRECTORIES = 150;
  private static final int FILES = 16;

  /// Of the directories, so many whose files are read that the code which fetches them counts as
  /// hot.
  private static final int READ_DIRECTORIES = 100;

  /// Files that are read from their begin to their end.
  private static final int LONG_READS = 6;

  private static final int LONG = 16 << 20;

  /// How often such a file is read; the memory does not hold all of them, so each time from S3.
  private static final int LONG_ROUNDS = 6;

  /// Reads of one piece that has to be fetched while its reader waits, so many that all of that
  /// counts as hot.
  private static final int PIECES = 1_500;

  private static final int PIECE = 256 << 10;

  /// So many files that the code which writes them counts as hot.
  private static final int WRITTEN = 2_400;

  private static final int WRITERS = 4;
  private static final int SMALL = 4 << 10;

  /// Large ones, of so many MiB: several parts, and an end.
  private static final int STREAMS = 4;

  private static final int STREAM = 20;

  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "an empty folder")
  Path folder = Path.of("");

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Settings settings = settings();
    Logging.configure(settings.log());
    InetSocketAddress free = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    try (EmbeddedStore store =
        EmbeddedStore.start(folder.resolve("store"), free, StoreCredentials.random())) {
      write(store.createBucket(BUCKET));
      List<BucketPath> buckets = List.of(BucketPath.parse("s3:/" + EXPORT));
      Settings ofStore = DemoCommand.ofStore(settings, store);
      try (Server server = Server.start(ofStore, Map.of(), terminal.machine(), buckets)) {
        use(server.running());
      }
    }
    return CommandFailure.FINE;
  }

  private Settings settings() {
    Map<String, String> presets =
        Map.of(
            Definitions.PORT.name(), "0",
            Definitions.PORTMAP.name(), "off",
            Definitions.METRICS_LISTEN.name(), "off",
            Definitions.LOG_LEVEL.name(), "error",
            Definitions.MEMORY_TARGET.name(), "64MiB",
            Definitions.STATE_DIR.name(), folder.resolve("state").toString());
    return new SettingsLoader(terminal.machine(), Map.of()).load(presets, Map.of());
  }

  private static void write(Path bucket) throws IOException {
    Path wide = Files.createDirectory(bucket.resolve("wide"));
    for (int i = 0; i < WIDE; i++) {
      Files.createFile(wide.resolve("file-%06d.txt".formatted(i)));
    }
    for (int i = 0; i < DIRECTORIES; i++) {
      Path directory = Files.createDirectories(bucket.resolve("tree/d%04d".formatted(i)));
      for (int j = 0; j < FILES; j++) {
        Files.write(directory.resolve("f%04d".formatted(j)), new byte[SMALL]);
      }
    }
    for (int i = 0; i < LONG_READS; i++) {
      Files.write(bucket.resolve("long-" + i), new byte[LONG]);
    }
  }

  private static void use(RunningServer server) throws IOException {
    NfsUrl url = new NfsUrl(server.host(), server.port(), EXPORT);
    try (NfsClient client = NfsClient.open(url)) {
      walk(client, EXPORT);
      readSmall(client);
    }
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port());
    readLong(address);
    readPieces(address);
    write(address);
  }

  private static void readSmall(NfsClient client) throws IOException {
    for (int i = 0; i < READ_DIRECTORIES; i++) {
      for (int j = 0; j < FILES; j++) {
        String file = EXPORT + "/tree/d%04d/f%04d".formatted(i, j);
        client.readTo(file, OutputStream.nullOutputStream());
      }
    }
  }

  private static void readLong(InetSocketAddress server) throws IOException {
    try (TrainingClient reader = new TrainingClient(server, EXPORT)) {
      for (int i = 0; i < LONG_ROUNDS * LONG_READS; i++) {
        reader.readWhole("long-" + i % LONG_READS, LONG);
      }
    }
  }

  private static void readPieces(InetSocketAddress server) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (TrainingClient reader = new TrainingClient(server, EXPORT)) {
      for (int i = 0; i < LONG_READS; i++) {
        LongStream pieces = random.longs(PIECES / LONG_READS, 0, LONG / PIECE);
        reader.readPieces("long-" + i, PIECE, pieces.map(piece -> piece * PIECE));
      }
    }
  }

  private static void write(InetSocketAddress server) throws IOException {
    List<FutureTask<Void>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String name = "written-" + i;
      FutureTask<Void> writer = new FutureTask<>(() -> writeSmall(server, name), null);
      writers.add(writer);
      Thread.ofPlatform().daemon().start(writer);
    }
    try {
      for (FutureTask<Void> writer : writers) {
        writer.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the training of writing failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (TrainingClient writer = new TrainingClient(server, EXPORT)) {
      FileHandle into = writer.mkdir("streams");
      for (int i = 0; i < STREAMS; i++) {
        writer.writeLarge(into, "stream-" + i, STREAM);
      }
    }
  }

  private static void writeSmall(InetSocketAddress server, String directory) {
    try (TrainingClient writer = new TrainingClient(server, EXPORT)) {
      FileHandle into = writer.mkdir(directory);
      for (int i = 0; i < WRITTEN / WRITERS; i++) {
        writer.writeSmall(into, "file-" + i, SMALL);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void walk(NfsClient client, String directory) {
    for (RemoteFile file : client.list(directory)) {
      if (file.isDirectory()) {
        walk(client, directory + "/" + file.name());
      }
    }
  }
}
