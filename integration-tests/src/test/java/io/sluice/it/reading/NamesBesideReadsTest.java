package io.sluice.it.reading;

import static io.sluice.it.fake.shape.S3Operation.GET_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.bucket.TestBucket;
import io.sluice.it.fake.shape.Gate;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsStat3;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What else a mount is asked for while its READs wait for S3.
@Timeout(60)
final class NamesBesideReadsTest {
  private static final int MIB = 1 << 20;
  private static final int FILES = 4;
  private static final int READS_EACH = 100;

  @TempDir private Path state;

  @Test
  void c2_namesAreFoundWhileAllReadsOfTheirConnectionWait() throws Exception {
    try (ServedObjects objects = new ServedObjects(state)) {
      objects.s3().putSynthetic(TestBucket.NAME, "small", 1000);
      for (int i = 0; i < FILES; i++) {
        objects.s3().putSynthetic(TestBucket.NAME, "big-" + i, (long) READS_EACH * MIB);
      }
      ReadClient client = objects.client();
      List<FileHandle> files =
          IntStream.range(0, FILES).mapToObj(i -> client.open("big-" + i).handle()).toList();
      List<Gate> gates =
          IntStream.range(0, FILES)
              .mapToObj(i -> objects.s3().hold(GET_OBJECT, "big-" + i))
              .toList();
      List<NfsStat3> read = new ArrayList<>();
      for (FileHandle file : files) {
        for (int at = 0; at < READS_EACH; at++) {
          client.read(file, (long) at * MIB, MIB, answer -> read.add(answer.status()));
        }
      }
      gates.getFirst().awaitArrivals(1);

      objects.passTheTtl();
      List<ReadClient.Found> found = new ArrayList<>();
      client.lookup(client.root(), "small", found::add);
      client.await(FILES * READS_EACH);
      client.getattr(found.getFirst().handle(), found::add);
      client.await(FILES * READS_EACH);
      assertThat(found).extracting(ReadClient.Found::size).containsExactly(1000L, 1000L);
      assertThat(read).isEmpty();

      gates.forEach(Gate::release);
      client.await(0);
      assertThat(read).hasSize(FILES * READS_EACH).containsOnly(NfsStat3.NFS3_OK);
    }
  }
}
