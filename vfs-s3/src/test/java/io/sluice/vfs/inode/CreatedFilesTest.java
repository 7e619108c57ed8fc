package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Files that were created here and are not in S3 yet.
final class CreatedFilesTest extends FilesUnderChange {
  @Test
  void w1_aCreatedFileIsSeenHereAndNotInS3() {
    nanos.set(5);
    FileChanges.Created created = files.create(FileIds.ROOT, FileName.of("f"));

    assertThat(created.isNew()).isTrue();
    assertThat(created.file().facts())
        .isEqualTo(new ObjectFacts(0, Instant.EPOCH.plusNanos(5), null, StorageTier.READABLE));
    assertThat(created.parent().after().changed()).isEqualTo(changed(FileIds.ROOT));
    assertThat(handles.find(created.file().id())).isNotNull();
    assertThat(find("f")).isEqualTo(created.file());
    assertThat(names.inode(created.file().id())).isEqualTo(created.file());
    assertThat(names.knownFile(created.file().id())).isEqualTo(created.file());
    assertThat(list("")).containsExactly("f");
    assertThat(files.key(created.file().id())).isEqualTo(new ObjectKey("p/f"));
    assertThat(store.puts).hasValue(0);
  }

  @Test
  void w1_aCreatedFileAnswersAtHandHoweverOldListingsAre() {
    FileId file = create("f");
    passTheTtl();
    passTheTtl();

    assertThat(names.atHand().lookup(FileIds.ROOT, FileName.of("f"))).isPresent();
    assertThat(names.atHand().inode(file).id()).isEqualTo(file);
    assertThat(names.atHand().knownFile(file).id()).isEqualTo(file);
  }

  @Test
  void w14_creatingWhatExistsFindsIt() {
    store.put("p/old", "abc");
    store.put("p/d/x", "");
    FileId local = create("new");

    FileChanges.Created old = files.create(FileIds.ROOT, FileName.of("old"));
    FileChanges.Created again = files.create(FileIds.ROOT, FileName.of("new"));

    assertThat(old.isNew()).isFalse();
    assertThat(old.file().facts().size()).isEqualTo(3);
    assertThat(old.parent().before()).isEqualTo(old.parent().after());
    assertThat(again.isNew()).isFalse();
    assertThat(again.file().id()).isEqualTo(local);
    assertFails(VfsError.EXISTS, () -> files.create(FileIds.ROOT, FileName.of("d")));
  }

  @Test
  void w14_ofManyCreatesOfOneNameAtTheSameTimeOneIsNew() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        FileName name = FileName.of("f" + round);
        List<Callable<FileChanges.Created>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          calls.add(() -> files.create(FileIds.ROOT, name));
        }
        List<FileChanges.Created> all = new ArrayList<>();
        for (Future<FileChanges.Created> call : threads.invokeAll(calls)) {
          all.add(call.get());
        }
        assertThat(all.stream().filter(FileChanges.Created::isNew)).hasSize(1);
        assertThat(all.stream().map(created -> created.file().id()).distinct()).hasSize(1);
      }
    }
  }

  @Test
  void ofAFileAndADirectoryThatAreMadeAtTheSameTimeOneIs() {
    store.meanwhile = () -> create("first");
    assertFails(VfsError.EXISTS, () -> changes.makeDirectory(FileIds.ROOT, FileName.of("first")));
    assertThat(find("first")).isInstanceOf(Inode.File.class);

    passTheTtl();
    Place second = new Place(FileIds.ROOT, FileName.of("second"), FileType.DIRECTORY);
    store.meanwhile = () -> local.make(second);
    assertFails(VfsError.EXISTS, () -> files.create(FileIds.ROOT, FileName.of("second")));
    assertThat(find("second")).isInstanceOf(Inode.Directory.class);
    assertThat(changes.removeDirectory(FileIds.ROOT, FileName.of("second"))).isNotNull();
    assertThat(isThere(FileIds.ROOT, "second")).isFalse();
  }

  @Test
  void ofAFileAndAMarkerThatAreMadeAtTheSameTimeOneIs() {
    use(SECOND, rules(true, true));
    store.meanwhile = () -> create("first");
    assertFails(VfsError.EXISTS, () -> changes.makeDirectory(FileIds.ROOT, FileName.of("first")));
    assertThat(store.has("p/first/")).isFalse();

    passTheTtl();
    Place second = new Place(FileIds.ROOT, FileName.of("second"), FileType.DIRECTORY);
    store.meanwhile =
        () -> {
          store.put("p/second/", "");
          names.tables().seen().made(second, Seen.directory(true, nanos.get()));
        };
    assertFails(VfsError.EXISTS, () -> files.create(FileIds.ROOT, FileName.of("second")));
  }

  @Test
  void noDirectoryIsMadeOverAFileThatCameIntoS3Meanwhile() {
    store.meanwhile = () -> publish(create("f"), "abc");

    assertFails(VfsError.EXISTS, () -> changes.makeDirectory(FileIds.ROOT, FileName.of("f")));
    assertThat(find("f")).isInstanceOf(Inode.File.class);
  }

  @Test
  void whatCanBeNoKeyIsNotCreated() {
    assertFails(
        VfsError.INVALID, () -> files.create(FileIds.ROOT, FileName.of(new byte[] {(byte) 0xff})));
    FileId directory = FileIds.ROOT;
    for (int i = 0; i < 4; i++) {
      directory = changes.makeDirectory(directory, FileName.of("n".repeat(250))).directory().id();
    }
    FileId deep = directory;
    assertFails(VfsError.NAME_TOO_LONG, () -> files.create(deep, FileName.of("x".repeat(30))));
  }

  @Test
  void aFileIsNotCreatedInADirectoryThatIsGone() {
    store.put("p/d/x", "");
    FileId directory = find("d").id();
    store.delete("p/d/x");
    passTheTtl();

    assertFails(VfsError.STALE, () -> files.create(directory, FileName.of("f")));
    assertFails(VfsError.STALE, () -> files.create(new FileId(12345), FileName.of("f")));
  }

  @Test
  void aSeriesOfCreatesAsksForOneListingInATtl() {
    store.put("p/d/x", "");
    for (FileId directory : List.of(find("d").id(), mkdir("made"), FileIds.ROOT)) {
      create(directory, "a");
      create(directory, "b");
      int before = store.requests();
      for (int i = 0; i < 100; i++) {
        FileId file = create(directory, "f" + i);
        publish(file, "content");
        store.heads.decrementAndGet(); // the test's own
        assertThat(names.inode(directory).id()).isEqualTo(directory);
      }
      assertThat(store.requests()).isEqualTo(before);

      passTheTtl();
      for (int i = 0; i < 100; i++) {
        create(directory, "g" + i);
      }
      assertThat(store.requests()).isEqualTo(before + 1);
    }
  }

  @Test
  void aSeriesOfCreatesBehindManyNamesAsksForOneListingInATtl() {
    IntStream.range(0, 2500).forEach(i -> store.put("p/d/s%04d".formatted(i), ""));
    FileId directory = find("d").id();
    for (int i = 0; i < 10; i++) {
      FileId file = create(directory, "z" + i);
      publish(file, "");
    }
    passTheTtl();
    int before = store.lists.get();
    publish(create(directory, "z10"), "");
    publish(create(directory, "z11"), "");
    passTheTtl();
    publish(create(directory, "z12"), "");
    publish(create(directory, "z13"), "");

    // the first after a pause asks for the directory too
    assertThat(store.lists.get() - before).isLessThanOrEqualTo(4);
  }
}
