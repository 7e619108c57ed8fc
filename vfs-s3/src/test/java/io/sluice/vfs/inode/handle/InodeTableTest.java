package io.sluice.vfs.inode.handle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InodeTableTest {
  private static final Place CAT = file(FileIds.ROOT, "cat.jpg");
  private static final Place DOG = file(FileIds.ROOT, "dog.jpg");

  @TempDir private Path directory;

  private static Place file(FileId parent, String name) {
    return new Place(parent, FileName.of(name), FileType.REGULAR);
  }

  private static FileId id(InodeTable inodes, Place place) {
    return inodes.identify(place.parent(), place.name(), place.type());
  }

  private static void assertStale(InodeTable inodes, FileId id) {
    assertThat(inodes.find(id)).isNull();
    assertThatThrownBy(() -> inodes.place(id))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
    assertThatThrownBy(() -> inodes.path(id)).isInstanceOf(VfsException.class);
  }

  @Test
  void a3_aRemovedNameComesBackAsAnotherFile() {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());
    FileId dog = id(inodes, DOG);
    Set<FileId> given = new HashSet<>();
    for (int generation = 0; generation < 4; generation++) {
      FileId cat = id(inodes, CAT);
      assertThat(cat).isEqualTo(FileIds.of("/bucket".getBytes(UTF_8), CAT, generation, 0));
      assertThat(given.add(cat)).isTrue();
      assertThat(id(inodes, CAT)).isEqualTo(cat);
      assertThat(inodes.path(cat)).isEqualTo("cat.jpg");

      inodes.retire(CAT);
      given.forEach(old -> assertStale(inodes, old));
    }
    assertThat(inodes.place(dog)).isEqualTo(DOG);
  }

  @Test
  void a3_aRetiredIdStaysStaleAndTheNewOneConstantOverRestarts() throws IOException {
    FileId first;
    FileId second;
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable("/bucket", table);
      first = id(inodes, CAT);
      inodes.retire(CAT);
      second = id(inodes, CAT);
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable("/bucket", table);
      assertStale(inodes, first);
      assertThat(inodes.place(second)).isEqualTo(CAT);
      assertThat(id(inodes, CAT)).isEqualTo(second);
      inodes.retire(CAT);
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable("/bucket", table);
      assertStale(inodes, first);
      assertStale(inodes, second);
      assertThat(id(inodes, CAT)).isNotIn(first, second);
    }
  }

  @Test
  void whatStandsInARetiredDirectoryIsStale() {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());
    Place colors = new Place(FileIds.ROOT, FileName.of("colors"), FileType.DIRECTORY);
    FileId blue = id(inodes, file(id(inodes, colors), "blue"));
    assertThat(inodes.path(blue)).isEqualTo("colors/blue");

    inodes.retire(colors);

    assertThatThrownBy(() -> inodes.path(blue)).isInstanceOf(VfsException.class);
    FileId again = id(inodes, file(id(inodes, colors), "blue"));
    assertThat(again).isNotEqualTo(blue);
    assertThat(inodes.path(again)).isEqualTo("colors/blue");
  }

  @Test
  void aNameThatWasNeverGivenOutNeedsNoNewGeneration() {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable());

    inodes.retire(CAT);

    assertThat(id(inodes, CAT)).isEqualTo(FileIds.of("/bucket".getBytes(UTF_8), CAT, 0, 0));
  }

  @Test
  void placesThatHashAlikeAreToldApartAlsoInOneListing() throws IOException {
    Place bird = file(FileIds.ROOT, "bird.jpg");
    // every place has the ids 1000, 1001, ... of generation 0, and 2000, ... of the next
    InodeTable.Hash alike =
        (place, generation, salt) -> new FileId(1000 + 1000L * generation + salt);
    List<FileId> ids;
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable(alike, table, 1 << 20);
      ids = inodes.identifyAll(List.of(CAT, DOG, CAT, bird));
      assertThat(ids).containsExactly(id(1000), id(1001), id(1000), id(1002));
      inodes.retire(DOG);
      inodes.retire(CAT);
    }
    try (DiskHandleTable table = DiskHandleTable.open(directory)) {
      InodeTable inodes = new InodeTable(alike, table, 1 << 20);
      assertThat(inodes.identifyAll(List.of(bird, CAT, DOG)))
          .containsExactly(id(1002), id(2000), id(2001));
      assertStale(inodes, id(1000));
      assertStale(inodes, id(1001));
      assertThat(inodes.place(id(2000))).isEqualTo(CAT);
      assertThat(inodes.place(id(2001))).isEqualTo(DOG);
    }
  }

  private static FileId id(long value) {
    return new FileId(value);
  }

  @Test
  void placesInMemoryStayWithinTheirBytes() {
    InodeTable inodes = new InodeTable("/bucket", new MapHandleTable(), 100_000);
    for (int i = 0; i < 5_000; i++) {
      inodes.find(id(inodes, file(FileIds.ROOT, "name " + i)));
    }

    assertThat(inodes.bytes()).isBetween(50_000L, 110_000L);
  }
}
