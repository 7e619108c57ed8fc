package io.sluice.vfs.write.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.write.part.PartBytes;
import io.sluice.vfs.write.part.SentParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A state directory without space: a tiny tmpfs, where this may be mounted.
final class SessionLogFullDiskTest {
  private static final InstantSource CLOCK = InstantSource.fixed(SampleRecords.NOON);

  @TempDir private Path folder;
  private boolean isMounted;

  @BeforeEach
  void mount() throws Exception {
    isMounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString()) == 0;
    assumeThat(isMounted).as("a tmpfs can be mounted (it needs root)").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      assertThat(run("umount", folder.toString())).isZero();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Test
  void c1_aFullDiskRefusesAndTheLogGoesOnWhenThereIsSpace() throws IOException {
    Path file = folder.resolve("sessions.log");
    Path ballast = Files.write(folder.resolve("ballast"), new byte[100_000]);
    Map<FileId, SessionRecord> before;
    FileId late = new FileId(900_000);
    try (SessionLog log = SessionLog.open(file, CLOCK)) {
      before = fill(log, file);

      // shorter than what did not fit before, and still whole when the space is back
      Files.delete(ballast);
      log.put(late, SampleRecords.open(1));
      assertThat(log.find(late)).isEqualTo(SampleRecords.open(1));
    }
    try (SessionLog again = SessionLog.open(file, CLOCK)) {
      assertThat(again.find(late)).isEqualTo(SampleRecords.open(1));
      assertThat(again.all()).containsAllEntriesOf(before).hasSize(before.size() + 1);
    }
  }

  @Test
  void c1_whatIsKeptOfAPartDoesNotTakeTheRoomThatItsRecordNeeds() throws IOException {
    FileId id = new FileId(7);
    SessionRecord record = SampleRecords.uploading(1, 20_000);
    try (ArenaSlab slab = new ArenaSlab(1 << 20);
        SessionLog log = SessionLog.open(folder.resolve("sessions.log"), CLOCK)) {
      PartBytes bytes = new PartBytes(slab);
      ByteBuffer data = ByteBuffer.allocate(20_000);
      assertThat(bytes.reserve(0, data.remaining())).isZero();
      bytes.put(0, data);
      SentParts.Spillable kept =
          new SentParts.Spillable(record.parts().getFirst(), bytes.stretches(20_000), bytes);
      leaveRoomFor(30_000);

      log.put(id, record, List.of(kept));
      assertThat(log.find(id)).isEqualTo(record);
      assertThat(folder.resolve("sessions.log.parts")).isEmptyDirectory();
      bytes.close();
    }
  }

  private void leaveRoomFor(int bytes) throws IOException {
    Path room = Files.write(folder.resolve("room"), new byte[bytes]);
    assertThatThrownBy(() -> Files.write(folder.resolve("ballast"), new byte[1 << 20]))
        .isInstanceOf(IOException.class);
    Files.delete(room);
  }

  /// Puts until the disk is full, and returns all that was taken.
  private static Map<FileId, SessionRecord> fill(SessionLog log, Path file) {
    assertThatThrownBy(
            () -> {
              for (int i = 10; i < 1000; i++) {
                log.put(new FileId(i), SampleRecords.uploading(i, 3000));
              }
            })
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.NO_SPACE))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--state-dir");
    return log.all();
  }
}
