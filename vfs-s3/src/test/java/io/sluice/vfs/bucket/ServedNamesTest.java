package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateMode;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.VfsError;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ServedNamesTest extends ServedTree {
  @Test
  void wrongKindsAreRefused() {
    store.put("d/f", "1");
    FileId directory = find("d").id();
    FileId file =
        ((LookupOutcome.Found) files.lookup(directory, FileName.of("f"))).attributes().id();

    assertFails(VfsError.IS_DIRECTORY, () -> files.read(directory, 0, 1));
    assertFails(VfsError.NOT_DIRECTORY, () -> files.list(file, 0, 1));
    assertFails(VfsError.NOT_DIRECTORY, () -> files.lookup(file, FileName.of("x")));
    assertFails(VfsError.STALE, () -> files.getAttributes(new FileId(4711)));
    assertFails(
        VfsError.READ_ONLY, () -> start("", true).setAttributes(file, AttributeChanges.NONE, null));
  }

  @Test
  void aCookieOfAnotherDirectoryIsRefusedAndOneOfARemovedFileGoesOn() {
    store.put("a", "");
    store.put("b", "");
    store.put("d/x", "");
    DirectoryPage first = files.list(files.root(), 0, 1);
    long cookie = first.entries().getFirst().id().value();
    FileId directory = find("d").id();
    assertFails(VfsError.BAD_COOKIE, () -> files.list(directory, cookie, 10));
    assertFails(VfsError.BAD_COOKIE, () -> files.list(files.root(), 12345, 10));
    store.delete("a");
    passTheTtl();

    assertThat(files.list(files.root(), cookie, 10).entries())
        .extracting(entry -> entry.name().toString())
        .containsExactly("b", "d");
  }

  @Test
  void n9_namesAreFoundAsGivenElseComposedAndNewOnesAreComposed() {
    String composed = "caf\u00e9";
    String decomposed = "cafe\u0301";
    store.put(composed, "1");
    store.put("other-" + decomposed, "22");

    assertThat(find(decomposed).size()).isEqualTo(1);
    assertThat(find("other-" + decomposed).size()).isEqualTo(2);
    assertFails(VfsError.EXISTS, () -> mkdir(decomposed, AttributeChanges.NONE));
    mkdir("dir-" + decomposed, AttributeChanges.NONE);
    assertThat(files.list(files.root(), 0, 10).entries())
        .extracting(entry -> entry.name().toString())
        .contains("dir-" + composed);
    files.removeDirectory(files.root(), FileName.of("dir-" + decomposed));
    files.remove(files.root(), FileName.of(decomposed));
    assertThat(store.has(composed)).isFalse();
  }

  @Test
  void w7_a5_aFileThatIsEmptiedHasTheTimeOfThat() {
    store.put("cat", "one");
    BucketFileSystem overwriting = start("", false, true);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    FileId cat =
        ((LookupOutcome.Found) overwriting.lookup(overwriting.root(), FileName.of("cat")))
            .attributes()
            .id();
    AttributeChanges size =
        new AttributeChanges(null, null, null, 0L, new TimeChange.Keep(), new TimeChange.Keep());
    overwriting.setAttributes(cat, size, null);

    assertThat(overwriting.getAttributes(cat).size()).isZero();
    assertThat(overwriting.getAttributes(cat).mtime()).isEqualTo(now());
  }

  /// Its client opens it with O_TRUNC, of which nothing is sent as it is empty already.
  @Test
  void w7_anObjectWithoutBytesIsWrittenToAsIfItHadBeenEmptied() {
    store.put("empty", "");
    FileId empty = find("empty").id();
    ByteBuffer bytes = ByteBuffer.allocate(3);
    assertFails(
        VfsError.NOT_PERMITTED, () -> files.write(empty, 0, bytes.duplicate(), Durability.FILE));

    BucketFileSystem overwriting = start("", false, true);
    FileId there =
        ((LookupOutcome.Found) overwriting.lookup(overwriting.root(), FileName.of("empty")))
            .attributes()
            .id();
    overwriting.write(there, 0, bytes, Durability.UNSTABLE);

    assertThat(overwriting.getAttributes(there).size()).isEqualTo(3);
    overwriting.remove(overwriting.root(), FileName.of("empty")); // and so what it holds of memory
  }

  @Test
  void w7_d3_objectsOfOthersAreNotOverwrittenAndNotRenamed() {
    store.put("cat", "one");
    FileId cat = find("cat").id();
    FileName name = FileName.of("new");
    ByteBuffer bytes = ByteBuffer.allocate(3);
    AttributeChanges size =
        new AttributeChanges(null, null, null, 0L, new TimeChange.Keep(), new TimeChange.Keep());

    assertFails(VfsError.NOT_PERMITTED, () -> files.setAttributes(cat, size, null));
    assertFails(
        VfsError.NOT_PERMITTED, () -> files.write(cat, 3, bytes.duplicate(), Durability.FILE));
    assertFails(
        VfsError.EXISTS,
        () -> files.create(files.root(), FileName.of("cat"), new CreateMode.Exclusive(1)));
    assertFails(
        VfsError.CROSS_DEVICE,
        () -> files.rename(files.root(), FileName.of("cat"), files.root(), name));
  }
}
