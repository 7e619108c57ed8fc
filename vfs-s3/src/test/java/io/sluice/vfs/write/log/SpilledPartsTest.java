package io.sluice.vfs.write.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.part.DurablePart;
import io.sluice.vfs.write.part.PartBytes;
import io.sluice.vfs.write.part.SentParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpilledPartsTest {
  private static final FileId FILE = new FileId(77);
  private static final int SIZE = 100_000;

  @TempDir private Path folder;

  private final ArenaSlab slab = new ArenaSlab(4 << 20);
  private final PartBytes bytes = new PartBytes(slab);
  private final DurablePart part = partOf(written());

  @AfterEach
  void nothingIsLeased() {
    bytes.close();
    assertThat(slab.leased()).isZero();
    slab.close();
  }

  private PartBytes written() {
    put(10, 1000);
    put(70_000, 20_000);
    return bytes;
  }

  private void put(int start, int length) {
    ByteBuffer data = ByteBuffer.allocate(length);
    while (data.hasRemaining()) {
      data.put((byte) (start + data.position()));
    }
    assertThat(bytes.reserve(start, start + length)).isZero();
    bytes.put(start, data.flip());
  }

  private static DurablePart partOf(PartBytes bytes) {
    Crc32c crc = bytes.body(SIZE).crc32c();
    return new DurablePart(3, 500, 500 + SIZE, "\"e\"", Objects.requireNonNull(crc).value(), true);
  }

  private static Map<FileId, SessionRecord> records(List<DurablePart> parts) {
    UploadId upload = new UploadId("u");
    Stage stage = new Stage.Uploading(upload, Instant.EPOCH, null, SIZE, parts, new byte[0]);
    return Map.of(FILE, SampleRecords.record(stage));
  }

  private void spill(SpilledParts spilled) {
    spilled.put(FILE, new SentParts.Spillable(part, bytes.stretches(SIZE), bytes));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private SpilledParts reopened() throws IOException {
    return SpilledParts.open(folder, records(List.of(part)));
  }

  @Test
  void c1_whatCameOfAPartIsThereAfterAKill() throws IOException {
    spill(reopened());
    List<SpilledParts.Stretch> found = Objects.requireNonNull(reopened().find(FILE, part));

    assertThat(found).extracting(SpilledParts.Stretch::start).containsExactly(10L, 70_000L);
    assertThat(found.get(1).bytes().remaining()).isEqualTo(20_000);
    assertThat(found.get(1).bytes().get(5)).isEqualTo((byte) 70_005);
  }

  @Test
  void c1_damagedBytesAreNotFound() throws IOException {
    spill(reopened());
    Path file = files().getFirst();
    byte[] damaged = Files.readAllBytes(file);
    for (int at = 0; at < damaged.length; at += 97) {
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThat(reopened().find(FILE, part)).isNull();
      damaged[at] ^= 1;
    }
    Files.write(file, new byte[3]);
    assertThat(reopened().find(FILE, part)).isNull();
  }

  @Test
  void anotherVersionOfThePartIsNotFound() throws IOException {
    SpilledParts spilled = reopened();
    spill(spilled);
    DurablePart other =
        new DurablePart(part.number(), part.start(), part.end(), "\"f\"", 77, part.hasHoles());

    assertThat(spilled.find(FILE, other)).isNull();
  }

  @Test
  void whatWasKeptOfAPartBeforeItGrewIsDeleted() throws IOException {
    SpilledParts spilled = reopened();
    spill(spilled);
    DurablePart grown =
        new DurablePart(part.number(), part.start(), part.end() + 1, "\"f\"", 77, false);
    spilled.keepOnly(FILE, records(List.of(part, grown)).get(FILE));

    assertThat(files()).isEmpty();
  }

  @Test
  void whatBelongsToNoRecordIsDeleted() throws IOException {
    SpilledParts spilled = reopened();
    spill(spilled);
    spilled.keepOnly(FILE, records(List.of(part)).get(FILE));
    assertThat(files()).hasSize(1);
    spilled.keepOnly(FILE, records(List.of()).get(FILE));
    assertThat(files()).isEmpty();

    spill(spilled);
    Files.createFile(folder.resolve("something else"));
    SpilledParts.open(folder, Map.of());
    assertThat(files()).isEmpty();
  }
}
