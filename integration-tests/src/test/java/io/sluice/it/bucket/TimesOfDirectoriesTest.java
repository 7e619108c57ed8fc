package io.sluice.it.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.Lease;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.bucket.BucketFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The time of a directory in which nothing changes while its files are read.
@Timeout(60)
final class TimesOfDirectoriesTest {
  private static final int FILES = 6;

  @TempDir private Path state;
  private TestBucket bucket;
  private BucketFileSystem files;
  private FileId directory;

  @BeforeEach
  void open() throws IOException {
    bucket = TestBucket.readOnly(state);
    for (int i = 1; i <= FILES; i++) {
      bucket.seed("d/photo" + i + ".jpg", new byte[1000]);
    }
    files = bucket.files();
    directory = bucket.find("d").id();
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  private List<DirectoryEntry> list() {
    return files.list(directory, 0, 100).entries();
  }

  private Instant time() {
    return files.getAttributes(directory).ctime();
  }

  /// What fetches ahead looks which files come next, in the listing and by their numbers, and finds
  /// that one is not there.
  @Test
  void a9_itStaysWhileFilesAreReadOneAfterAnother() {
    Instant before = time();
    for (DirectoryEntry entry : list()) {
      try (Lease data = files.read(entry.id(), 0, 1000).data()) {
        assertThat(data).isNotNull();
      }
    }
    for (int i = 0; i < 3; i++) {
      bucket.passTheTtl();
      assertThat(time()).isEqualTo(before);
      assertThat(list()).hasSize(FILES);
    }
  }

  @Test
  void a9_itMovesOnceForANameThatAClientWasToldIsAbsent() {
    list();
    Instant before = time();
    assertThat(files.lookup(directory, FileName.of("photo7.jpg")))
        .isInstanceOf(LookupOutcome.Missing.class);
    bucket.passTheTtl();

    assertThat(time()).isAfter(before);
  }
}
