package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.store.SyntheticBody;
import io.sluice.it.kernel.ServerProcess;
import io.sluice.server.Main;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.rpc.XdrReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server as it is started by hand, with little memory, between hostile clients and one that
/// only wants its bytes.
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RobustServerTest {
  private static final String BUCKET = "robust";
  private static final String KEY = "file";
  private static final long SIZE = 1L << 30;
  private static final int TRANSFER = 1 << 20;
  private static final int MOUNT_PROGRAM = 100005;
  private static final int FEWEST_ROUNDS = 100;

  @TempDir private Path folder;
  private final SyntheticBody body = SyntheticBody.of(KEY, 0, SIZE);
  private final Random random = new Random(1813);
  private final List<SocketChannel> opened = new ArrayList<>();
  private final List<Future<?>> endless = new ArrayList<>();
  private FakeS3 s3;
  private ServerProcess server;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    s3 = FakeS3.start();
    s3.createBucket(BUCKET);
    s3.putSynthetic(BUCKET, KEY, SIZE);
    server = ServerProcess.start("sluice", serve(), folder);
    String ready = server.awaitReady(Duration.ofMinutes(1));
    URI url = URI.create(ready.substring("ready ".length()));
    address = new InetSocketAddress(url.getHost(), url.getPort());
  }

  private ProcessBuilder serve() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx256m"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "s3://" + BUCKET, "--endpoint-url", s3.endpoint().toString()));
    command.addAll(List.of("--region", s3.region(), "--force-path-style"));
    command.addAll(List.of("--state-dir", folder.resolve("state").toString()));
    command.addAll(List.of("--memory-target", "64MiB", "--port", "0", "--portmap", "off"));
    command.addAll(List.of("--metrics-listen", "off", "--allow-unprivileged-ports"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AWS_ACCESS_KEY_ID", s3.credentials().accessKey());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", s3.credentials().secretKey());
    return builder;
  }

  @AfterEach
  void stop() throws Exception {
    server.kill();
    s3.close();
  }

  @Test
  void x6_hostileClientsHurtNobodyElse() throws Exception {
    try (RpcConnection connection = new RpcConnection(address);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Nfs3Client good = new Nfs3Client(connection, AuthSys.ROOT);
      FileHandle root = mount(connection);
      FileHandle file = checkedRound(good, root);
      try {
        takeBytesWhile(good, root, attacks(clients, file));
      } finally {
        for (SocketChannel channel : opened) {
          channel.close();
        }
      }
      awaitAll(endless);
      checkedRound(good, root);
    }
    try (RpcConnection later = new RpcConnection(address)) {
      checkedRound(new Nfs3Client(later, AuthSys.ROOT), mount(later));
    }
    assertThat(server.isAlive()).isTrue();
    assertThat(server.log()).doesNotContain(" ERROR ").doesNotContain("Exception in thread");
  }

  /// Starts all of them; those that end by themselves are in the answer, the others in `endless`.
  private List<Future<?>> attacks(ExecutorService clients, FileHandle file) throws IOException {
    Attacks attacks = new Attacks(address);
    for (int i = 0; i < 2; i++) {
      SocketChannel greedy = open();
      endless.add(start(clients, () -> attacks.unreadReads(greedy, file)));
      SocketChannel half = open();
      endless.add(start(clients, () -> attacks.halfARecord(half)));
    }
    List<Future<?>> ending = new ArrayList<>();
    for (int mark : new int[] {0x7fff_ffff, -1, 0x7fff_ffff, -1}) {
      ending.add(start(clients, () -> attacks.markOfTwoGigabytes(mark)));
    }
    ending.add(start(clients, attacks::tooManyFragments));
    ending.add(start(clients, () -> attacks.fragmentsOfOneByte(100)));
    ending.add(start(clients, () -> attacks.groupsWithoutEnd(100)));
    ending.add(start(clients, () -> attacks.garbage(100, 1)));
    ending.add(start(clients, () -> attacks.garbage(100, 2)));
    ending.add(start(clients, () -> attacks.unknownProgramsAndVersions(100)));
    return ending;
  }

  /// A client's work.
  private interface Work {
    void run() throws IOException;
  }

  private static Future<?> start(ExecutorService clients, Work work) {
    Callable<Boolean> call =
        () -> {
          work.run();
          return true;
        };
    return clients.submit(call);
  }

  private SocketChannel open() throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    opened.add(channel);
    return channel;
  }

  private void takeBytesWhile(Nfs3Client good, FileHandle root, List<Future<?>> attacks)
      throws Exception {
    for (int round = 0;
        round < FEWEST_ROUNDS || !attacks.stream().allMatch(Future::isDone);
        round++) {
      checkedRound(good, root);
    }
    awaitAll(attacks);
  }

  private static void awaitAll(List<Future<?>> attacks) throws Exception {
    for (Future<?> attack : attacks) {
      attack.get();
    }
  }

  /// LOOKUP, GETATTR and READ, each of which must succeed at once.
  private FileHandle checkedRound(Nfs3Client good, FileHandle root) {
    Nfs3Results.Lookup lookup = good.lookup(root, KEY);
    assertThat(lookup.status()).isEqualTo(NFS3_OK);
    FileHandle file = Objects.requireNonNull(lookup.object());
    assertThat(good.getattr(file).status()).isEqualTo(NFS3_OK);
    long offset = random.nextLong(SIZE - TRANSFER);
    Nfs3Results.Read read = good.read(file, offset, TRANSFER);
    assertThat(read.status()).isEqualTo(NFS3_OK);
    assertThat(read.count()).isEqualTo(TRANSFER);
    ByteBuffer expected = ByteBuffer.allocate(TRANSFER);
    while (expected.hasRemaining()) {
      expected.put(body.chunk(offset + expected.position(), expected.remaining()));
    }
    assertThat(read.data()).isEqualTo(expected.flip());
    return file;
  }

  private static FileHandle mount(RpcConnection connection) {
    XdrReader results =
        connection
            .call(MOUNT_PROGRAM, 3, 1, AuthSys.ROOT, out -> out.writeString("/" + BUCKET))
            .results();
    assertThat(results.readInt()).isZero();
    return FileHandle.read(results);
  }
}
