package io.sluice.vfs.inode.handle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import org.junit.jupiter.api.Test;

final class FileIdsTest {
  private static final Place CAT =
      new Place(FileIds.ROOT, FileName.of("cat.jpg"), FileType.REGULAR);

  @Test
  void a3_theIdOfANameIsTheSameInEveryReleaseForEver() {
    assertThat(FileIds.of("/bucket".getBytes(UTF_8), CAT, 0, 0))
        .isEqualTo(new FileId(7171480004575083218L));
    assertThat(FileIds.ROOT.value()).isEqualTo(3);
  }

  @Test
  void everythingThatTellsTwoFilesApartChangesTheId() {
    FileId id = FileIds.of("/bucket".getBytes(UTF_8), CAT, 0, 0);

    assertThat(FileIds.of("/other".getBytes(UTF_8), CAT, 0, 0)).isNotEqualTo(id);
    assertThat(FileIds.of("/bucket".getBytes(UTF_8), CAT, 1, 0)).isNotEqualTo(id);
    assertThat(FileIds.of("/bucket".getBytes(UTF_8), CAT, 0, 1)).isNotEqualTo(id);
    assertThat(FileIds.of("/bucket".getBytes(UTF_8), new Place(id, CAT.name(), CAT.type()), 0, 0))
        .isNotEqualTo(id);
    assertThat(
            FileIds.of(
                "/bucket".getBytes(UTF_8),
                new Place(CAT.parent(), CAT.name(), FileType.DIRECTORY),
                0,
                0))
        .isNotEqualTo(id);
  }

  @Test
  void aPlaceWhoseIdIsTakenGetsAnotherOneAndKeepsIt() {
    MapHandleTable handles = new MapHandleTable();
    Place stranger = new Place(FileIds.ROOT, FileName.of("stranger"), FileType.REGULAR);
    FileId taken = FileIds.of("/bucket".getBytes(UTF_8), CAT, 0, 0);
    handles.replace(HandleEntry.first(taken, stranger, 0));

    FileId given =
        new InodeTable("/bucket", handles).identify(CAT.parent(), CAT.name(), CAT.type());

    assertThat(given)
        .isNotEqualTo(taken)
        .isEqualTo(FileIds.of("/bucket".getBytes(UTF_8), CAT, 0, 1));
    assertThat(new InodeTable("/bucket", handles).identify(CAT.parent(), CAT.name(), CAT.type()))
        .isEqualTo(given);
  }
}
