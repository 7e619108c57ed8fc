package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Files whose object came into S3, and those put back to come there after a restart.
final class PublishedFilesTest extends FilesUnderChange {
  @Test
  void a5_aPublishedFileIsSeenAtOnceAndItsDirectoryDoesNotMove() {
    list("");
    FileId file = create("f");
    Instant before = changed(FileIds.ROOT);
    publish(file, "12345");

    assertThat(changed(FileIds.ROOT)).isEqualTo(before);
    assertThat(files.isLocal(file)).isFalse();
    assertThat(((Inode.File) find("f")).facts().size()).isEqualTo(5);
    assertThat(((Inode.File) names.inode(file)).facts().size()).isEqualTo(5);
    assertThat(list("")).containsExactly("f");
    passTheTtl();
    assertThat(list("")).containsExactly("f");
    assertThat(find("f").id()).isEqualTo(file);
  }

  @Test
  void a9_publishingANameThatWasNotVisibleMovesTheDirectory() {
    FileId file = create("f");
    restart();
    list("");
    nanos.incrementAndGet();
    Instant before = changed(FileIds.ROOT);

    publish(file, "1");

    assertThat(changed(FileIds.ROOT)).isAfter(before);
    assertThat(list("")).containsExactly("f");
  }

  @Test
  void n6_aMadeDirectoryBecomesOrdinaryInTimeAfterAPublishing() {
    FileId directory = mkdir("d");
    publish(create(directory, "f"), "1");
    assertThat(list(directory, 10)).containsExactly("f");
    passTheTtl();
    assertThat(list(directory, 10)).containsExactly("f");
    store.delete("p/d/f");
    passTheTtl();

    assertThat(isThere("d")).isFalse();
  }

  @Test
  void w11_aFileIsPutBackAfterARestart() {
    FileId directory = mkdir("d");
    FileId file = create(directory, "f");
    restart();
    assertThat(isThere(directory, "f")).isFalse();

    files.restore(file);
    files.restore(file);

    assertThat(find(directory, "f").id()).isEqualTo(file);
    assertThat(list(directory, 10)).containsExactly("f");
    assertThat(files.isLocal(file)).isTrue();
    publish(file, "1");
    assertThat(list(directory, 10)).containsExactly("f");
  }

  @Test
  void n8_whatIsPublishedWhileS3IsAskedForTheContentKeepsItsDirectory() {
    FileId directory = mkdir("d");
    store.meanwhile = () -> publish(create(directory, "f"), "1");

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("d"));
    assertThat(names.inode(directory).id()).isEqualTo(directory);
    assertThat(list("d")).containsExactly("f");
  }

  @Test
  void n8_whatIsPublishedAndListedWhileS3IsAskedKeepsItsDirectory() {
    FileId directory = mkdir("d");
    store.meanwhile =
        () -> {
          publish(create(directory, "f"), "1");
          passTheTtl();
          assertThat(list(directory, 10)).containsExactly("f");
        };

    assertFails(VfsError.NOT_EMPTY, () -> rmdir("d"));
    assertThat(names.inode(directory).id()).isEqualTo(directory);
  }
}
