package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ServedAttributesTest extends ServedTree {
  @Test
  void a1_a2_attributesComeFromTheFlagsAndTheObject() {
    store.put("cat", "x".repeat(1000));

    FileAttributes cat = find("cat");

    assertThat(cat.type()).isEqualTo(FileType.REGULAR);
    assertThat(cat.mode()).isEqualTo(0644);
    assertThat(cat.uid()).isEqualTo(501);
    assertThat(cat.gid()).isEqualTo(20);
    assertThat(cat.size()).isEqualTo(1000);
    assertThat(cat.used()).isEqualTo(1024);
    assertThat(cat.mtime()).isEqualTo(cat.atime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(cat.ctime().getEpochSecond()).isEqualTo(cat.mtime().getEpochSecond());
    assertThat(files.getAttributes(files.root()).mode()).isEqualTo(0755);
  }

  @Test
  void a2_anObjectReplacedWithinTheSecondByOneOfTheSameSizeHasAnotherCtime() {
    store.put("cat", "one");
    Instant before = find("cat").ctime();
    store.put("cat", "two");
    passTheTtl();

    FileAttributes after = files.getAttributes(find("cat").id());

    assertThat(after.size()).isEqualTo(3);
    assertThat(after.ctime()).isNotEqualTo(before);
  }

  /// With 2, `find` of BSD systems would take the directory to hold no others.
  @Test
  void aDirectoryDoesNotSayHowManyAreInIt() {
    store.put("d/e/f", "1");

    assertThat(find("d").links()).isEqualTo(1);
  }

  @Test
  void a3_idsStayOverRestartAndOverwrite() {
    store.put("d/f", "1");
    FileId directory = find("d").id();
    FileId file =
        ((LookupOutcome.Found) files.lookup(directory, FileName.of("f"))).attributes().id();
    store.put("d/f", "22");

    BucketFileSystem restarted = start();

    assertThat(restarted.getAttributes(file).size()).isEqualTo(2);
    assertThat(restarted.getAttributes(directory).isDirectory()).isTrue();
    assertThat(restarted.root()).isEqualTo(files.root());
    assertThat(restarted.parent(directory)).isEqualTo(files.root());
  }

  @Test
  void a7_theFileSystemLooksHuge() {
    assertThat(files.statistics().totalBytes()).isEqualTo(1L << 60);
    assertThat(files.limits().readOnly()).isFalse();
    assertThat(start("", true).limits().readOnly()).isTrue();
  }

  @Test
  void a8_anArchivedObjectShowsNoModeAndIsNotRead() {
    store.put("cold", "ice", StorageTier.ARCHIVED);

    assertThat(find("cold").mode()).isZero();
    assertFails(VfsError.ACCESS_DENIED, () -> files.read(find("cold").id(), 0, 10));
    assertThat(store.gets.get()).isZero();
  }
}
