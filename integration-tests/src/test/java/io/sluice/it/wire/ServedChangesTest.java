package io.sluice.it.wire;

import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_EXIST;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ISDIR;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NAMETOOLONG;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOENT;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_NOTEMPTY;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_PERM;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_ROFS;
import static io.sluice.server.nfs3.NfsStat3.NFS3ERR_XDEV;
import static io.sluice.server.nfs3.NfsStat3.NFS3_OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.fake.FakeS3;
import io.sluice.server.nfs3.FileHandle;
import io.sluice.server.nfs3.NfsTime3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes of names and attributes through a whole server, which is killed and started again.
final class ServedChangesTest {
  private static final String BUCKET = SluiceProcess.BUCKET;
  private static final int MODIFY_EXTEND_DELETE = 0x1c;

  @TempDir private Path folder;
  private final FakeS3 s3 = FakeS3.start();

  @BeforeEach
  void fill() {
    s3.createBucket(BUCKET);
    s3.put(BUCKET, "dir/file", "bytes");
    s3.put(BUCKET, "marked/", "");
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private SluiceProcess start(String... flags) throws IOException, InterruptedException {
    return SluiceProcess.start(s3, folder, flags);
  }

  @Test
  void n6_n7_a6_whatWasMadeAndSetSurvivesAKill() throws IOException, InterruptedException {
    s3.put(BUCKET, "emptied/file", "x");
    FileHandle made;
    FileHandle dir;
    NfsTime3 time = new NfsTime3(1_500_000_000, 123);
    try (SluiceProcess sluice = start("--allow-delete")) {
      dir = sluice.find(sluice.root, "dir");
      SetAttr owner = new SetAttr(0700, 42, 43, null, null);
      made =
          Objects.requireNonNull(sluice.client.mkdir(sluice.root, "made", owner).object().handle());
      assertThat(sluice.client.mkdir(made, "inner", SetAttr.NOTHING).status()).isEqualTo(NFS3_OK);
      assertThat(
              sluice.client.setattr(sluice.find(dir, "file"), SetAttr.mtime(time), null).status())
          .isEqualTo(NFS3_OK);
      assertThat(sluice.client.remove(sluice.find(sluice.root, "emptied"), "file").status())
          .isEqualTo(NFS3_OK);
    }
    try (SluiceProcess sluice = start("--allow-delete")) {

      assertThat(sluice.names(sluice.root)).containsExactly("dir", "emptied", "made", "marked");
      assertThat(sluice.names(made)).containsExactly("inner");
      assertThat(sluice.attributes(made).mode()).isEqualTo(0700);
      assertThat(sluice.attributes(made).uid()).isEqualTo(42);
      assertThat(sluice.attributes(made).gid()).isEqualTo(43);
      assertThat(sluice.attributes(sluice.find(dir, "file")).mtime()).isEqualTo(time);
      assertThat(s3.has(BUCKET, "made/")).isFalse();
      sluice.unmount();
      assertThat(sluice.names(sluice.root)).containsExactly("dir", "made", "marked");
    }
  }

  @Test
  void n6_n8_d1_changesAreSeenAtOnceAndRefusedWithTheRightStatus()
      throws IOException, InterruptedException {
    try (SluiceProcess sluice = start("--allow-delete")) {
      FileHandle dir = sluice.find(sluice.root, "dir");
      assertThat(sluice.client.lookup(sluice.root, "new").status()).isEqualTo(NFS3ERR_NOENT);
      assertThat(sluice.client.access(sluice.root, 0x3f).access())
          .isEqualTo(0x03 | MODIFY_EXTEND_DELETE);

      Nfs3Results.Created made = sluice.client.mkdir(sluice.root, "new", SetAttr.NOTHING);

      assertThat(made.status()).isEqualTo(NFS3_OK);
      assertThat(made.directory().before()).isNotNull();
      assertThat(sluice.attributes(sluice.root)).isEqualTo(made.directory().after().attributes());
      assertThat(sluice.client.mkdir(sluice.root, "new", SetAttr.NOTHING).status())
          .isEqualTo(NFS3ERR_EXIST);
      assertThat(sluice.client.mkdir(sluice.root, "dir", SetAttr.NOTHING).status())
          .isEqualTo(NFS3ERR_EXIST);
      assertThat(sluice.client.mkdir(sluice.root, "x".repeat(256), SetAttr.NOTHING).status())
          .isEqualTo(NFS3ERR_NAMETOOLONG);
      assertThat(sluice.client.rmdir(sluice.root, "dir").status()).isEqualTo(NFS3ERR_NOTEMPTY);
      assertThat(sluice.client.remove(sluice.root, "dir").status()).isEqualTo(NFS3ERR_ISDIR);
      assertThat(sluice.client.remove(dir, "file").status()).isEqualTo(NFS3_OK);
      assertThat(s3.has(BUCKET, "dir/file")).isFalse();
      assertThat(sluice.names(dir)).isEmpty();
      assertThat(sluice.client.rmdir(sluice.root, "dir").status()).isEqualTo(NFS3_OK);
      assertThat(sluice.client.rmdir(sluice.root, "marked").status()).isEqualTo(NFS3_OK);
      assertThat(sluice.client.rmdir(sluice.root, "new").status()).isEqualTo(NFS3_OK);
      assertThat(sluice.names(sluice.root)).isEmpty();
      assertThat(sluice.client.rmdir(sluice.root, "new").status()).isEqualTo(NFS3ERR_NOENT);
    }
  }

  @Test
  void d1_n8_a6_withoutFlagsObjectsStayAndTheLogSaysWhich()
      throws IOException, InterruptedException {
    try (SluiceProcess sluice = start()) {
      FileHandle dir = sluice.find(sluice.root, "dir");
      FileHandle file = sluice.find(dir, "file");

      assertThat(sluice.client.remove(dir, "file").status()).isEqualTo(NFS3ERR_PERM);
      assertThat(sluice.client.rmdir(sluice.root, "marked").status()).isEqualTo(NFS3ERR_PERM);
      assertThat(sluice.client.rename(dir, "file", sluice.root, "file").status())
          .isEqualTo(NFS3ERR_XDEV);
      assertThat(sluice.client.setattr(file, SetAttr.mode(0600), null).status())
          .isEqualTo(NFS3ERR_PERM);
      assertThat(sluice.client.setattr(file, SetAttr.mode(0644), null).status()).isEqualTo(NFS3_OK);
      assertThat(sluice.client.setattr(file, SetAttr.size(0), null).status())
          .isEqualTo(NFS3ERR_PERM);
      assertThat(sluice.client.createUnchecked(dir, "file", SetAttr.size(0)).status())
          .isEqualTo(NFS3ERR_PERM);
      assertThat(s3.has(BUCKET, "dir/file")).isTrue();
      assertThat(s3.has(BUCKET, "marked/")).isTrue();
      assertThat(sluice.log().lines().filter(line -> line.contains("--allow-delete"))).hasSize(1);
      assertThat(sluice.log().lines().filter(line -> line.contains("S3 does not keep"))).hasSize(1);
    }
  }

  @Test
  void n6_n9_markersAndComposedNames() throws IOException, InterruptedException {
    try (SluiceProcess sluice = start("--mkdir=marker", "--normalize=nfc", "--list-budget=1")) {

      assertThat(sluice.client.mkdir(sluice.root, "cafe\u0301", SetAttr.NOTHING).status())
          .isEqualTo(NFS3_OK);

      assertThat(s3.has(BUCKET, "caf\u00e9/")).isTrue();
      assertThat(sluice.client.lookup(sluice.root, "cafe\u0301").status()).isEqualTo(NFS3_OK);
      assertThat(sluice.names(sluice.root)).contains("caf\u00e9");
      assertThat(sluice.names(sluice.find(sluice.root, "dir"))).hasSize(1);
      assertThat(sluice.log()).containsOnlyOnce("--list-budget");
    }
  }

  @Test
  void everyChangeOfAReadOnlyServerIsRefused() throws IOException, InterruptedException {
    try (SluiceProcess sluice = start("--read-only", "--allow-delete")) {
      FileHandle dir = sluice.find(sluice.root, "dir");

      assertThat(sluice.client.mkdir(sluice.root, "new", SetAttr.NOTHING).status())
          .isEqualTo(NFS3ERR_ROFS);
      assertThat(sluice.client.rmdir(sluice.root, "marked").status()).isEqualTo(NFS3ERR_ROFS);
      assertThat(sluice.client.remove(dir, "file").status()).isEqualTo(NFS3ERR_ROFS);
      assertThat(sluice.client.rename(dir, "file", sluice.root, "file").status())
          .isEqualTo(NFS3ERR_ROFS);
      assertThat(sluice.client.setattr(dir, SetAttr.mode(0755), null).status())
          .isEqualTo(NFS3ERR_ROFS);
      assertThat(sluice.client.access(sluice.root, 0x3f).access()).isEqualTo(0x03);
    }
  }
}
