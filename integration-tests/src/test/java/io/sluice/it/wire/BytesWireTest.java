package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_FBIG;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_INVAL;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ISDIR;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_JUKEBOX;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_STALE;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.Lease;
import io.sluice.memory.Slab;
import io.sluice.server.nfs3.Fattr3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.StableHow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BytesWireTest extends WireTest {
  private static final int MEBI = 1 << 20;

  @Test
  void readGivesTheBytesAndTheEnd() {
    FileHandle file = file("file", "0123456789");

    Nfs3Results.Read middle = client.read(file, 2, 3);
    Nfs3Results.Read end = client.read(file, 8, 100);

    assertThat(bytes(middle)).isEqualTo(text("234"));
    assertThat(middle.eof()).isFalse();
    assertThat(bytes(end)).isEqualTo(text("89"));
    assertThat(end.eof()).isTrue();
    assertThat(end.attributes().attributes()).isEqualTo(getattr(file));
  }

  @Test
  void readOfEveryLengthIsPaddedRight() {
    byte[] content = noise(70);
    FileHandle file = file("file", content);

    for (int count = 0; count <= 64; count++) {
      assertThat(bytes(client.read(file, 1, count)))
          .isEqualTo(Arrays.copyOfRange(content, 1, 1 + count));
    }
  }

  @Test
  void readBeyondTheEndIsEmpty() {
    FileHandle file = file("file", "0123456789");

    for (long offset : new long[] {10, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      Nfs3Results.Read read = client.read(file, offset, 1);
      assertThat(read.status()).isEqualTo(NFS3_OK);
      assertThat(read.count()).isZero();
      assertThat(read.eof()).isTrue();
    }
  }

  @Test
  void readGivesAtMostOneMebibyte() {
    byte[] content = noise(MEBI + 4096);
    FileHandle file = file("file", content);

    Nfs3Results.Read most = client.read(file, 0, -1); // 2^32 - 1

    assertThat(bytes(most)).isEqualTo(Arrays.copyOf(content, MEBI));
    assertThat(most.eof()).isFalse();
  }

  @Test
  void readOfADirectoryOrOfNothingFails() {
    assertThat(client.read(root, 0, 1).status()).isEqualTo(NFS3ERR_ISDIR);
    assertThat(client.read(root, 0, 1).attributes().attributes()).isNotNull();
    assertThat(client.read(staleHandle(), 0, 1).status()).isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void readWithoutMemoryIsToBeAskedAgain() {
    FileHandle file = file("file", "0123456789");
    List<Lease> all = new ArrayList<>();
    for (Lease lease = takeMemory(); lease != null; lease = takeMemory()) {
      all.add(lease);
    }

    assertThat(client.read(file, 0, 10).status()).isEqualTo(NFS3ERR_JUKEBOX);

    all.forEach(Lease::close);
    assertThat(bytes(client.read(file, 0, 10))).isEqualTo(text("0123456789"));
  }

  @ParameterizedTest
  @EnumSource(StableHow.class)
  void writeIsAsStableAsAskedFor(StableHow stable) {
    FileHandle file = file("file", "");
    Fattr3 before = getattr(file);

    Nfs3Results.Write written = client.write(file, 0, text("hello"), stable);

    assertThat(written.status()).isEqualTo(NFS3_OK);
    assertThat(written.count()).isEqualTo(5);
    assertThat(written.committed()).isGreaterThanOrEqualTo(stable);
    assertThat(Objects.requireNonNull(written.wcc().before()).ctime()).isEqualTo(before.ctime());
    assertThat(written.wcc().after().attributes()).isEqualTo(getattr(file));
    assertThat(bytes(client.read(file, 0, 10))).isEqualTo(text("hello"));
  }

  @Test
  void aMebibyteIsWrittenAtOnce() {
    byte[] content = noise(MEBI);
    FileHandle file = file("file", "");

    assertThat(client.write(file, 5, content, StableHow.UNSTABLE).count()).isEqualTo(MEBI);
    assertThat(bytes(client.read(file, 5, MEBI))).isEqualTo(content);
  }

  @Test
  void commitGivesTheVerifierOfTheWrites() {
    FileHandle file = file("file", "");
    Nfs3Results.Write written = client.write(file, 0, text("hello"), StableHow.UNSTABLE);

    Nfs3Results.Commit committed = client.commit(file, 0, 0);

    assertThat(committed.status()).isEqualTo(NFS3_OK);
    assertThat(committed.verifier()).isEqualTo(written.verifier());
    assertThat(committed.wcc().after().attributes()).isEqualTo(getattr(file));
    assertThat(client.commit(file, 2, -1).status()).isEqualTo(NFS3_OK);
  }

  @Test
  void commitSaysWhatIsWrong() {
    assertThat(client.commit(root, 0, 0).status()).isEqualTo(NFS3ERR_ISDIR);
    assertThat(client.commit(file("file", "x"), -1, 0).status()).isEqualTo(NFS3ERR_INVAL);
    assertThat(client.commit(staleHandle(), 0, 0).status()).isEqualTo(NFS3ERR_STALE);
  }

  @Test
  void writeSaysWhatIsWrong() {
    FileHandle file = file("file", "x");
    byte[] five = text("hello");

    assertThat(client.write(file, 0, 4, five, StableHow.UNSTABLE).status())
        .isEqualTo(NFS3ERR_INVAL);
    assertThat(client.write(file, 0, 6, five, StableHow.UNSTABLE).status())
        .isEqualTo(NFS3ERR_INVAL);
    assertThat(client.write(file, -1, five, StableHow.UNSTABLE).status()).isEqualTo(NFS3ERR_FBIG);
    assertThat(client.write(file, Long.MAX_VALUE - 4, five, StableHow.UNSTABLE).status())
        .isEqualTo(NFS3ERR_FBIG);
    assertThat(client.write(root, 0, five, StableHow.UNSTABLE).status()).isEqualTo(NFS3ERR_ISDIR);
    assertThat(client.write(staleHandle(), 0, five, StableHow.UNSTABLE).status())
        .isEqualTo(NFS3ERR_STALE);
    assertThat(bytes(client.read(file, 0, 10))).isEqualTo(text("x"));
  }

  @Test
  void nothingIsWrittenAtOnceAndForGood() {
    FileHandle file = file("file", "x");

    Nfs3Results.Write nothing = client.write(file, 0, new byte[0], StableHow.UNSTABLE);

    assertThat(nothing.status()).isEqualTo(NFS3_OK);
    assertThat(nothing.count()).isZero();
    assertThat(nothing.committed()).isEqualTo(StableHow.FILE_SYNC);
    assertThat(client.write(root, 0, new byte[0], StableHow.UNSTABLE).status())
        .isEqualTo(NFS3ERR_ISDIR);
  }

  private @Nullable Lease takeMemory() {
    return server.payloads().tryLease(Slab.LARGEST_LEASE);
  }

  private Fattr3 getattr(FileHandle file) {
    return Objects.requireNonNull(client.getattr(file).attributes());
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
