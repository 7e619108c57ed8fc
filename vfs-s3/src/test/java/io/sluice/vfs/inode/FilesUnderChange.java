package io.sluice.vfs.inode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ObjectKey;
import java.time.Duration;
import java.time.Instant;

/// A namespace over a bucket in which files are written too; what a session would put into S3, the
/// test puts there.
abstract class FilesUnderChange extends NamesUnderChange {
  FileChanges files = new FileChanges(names);

  @Override
  final void use(Duration ttl, ChangeRules rules) {
    super.use(ttl, rules);
    files = new FileChanges(names);
  }

  /// Creates a file that was not there.
  final FileId create(FileId parent, String name) {
    nanos.incrementAndGet();
    FileChanges.Created created = files.create(parent, FileName.of(name));
    assertThat(created.isNew()).isTrue();
    return created.file().id();
  }

  final FileId create(String name) {
    return create(FileIds.ROOT, name);
  }

  /// Puts an object and tells what S3 says of it.
  final ObjectFacts put(String key, String content) {
    nanos.incrementAndGet();
    store.put(key, content);
    HeadOutcome.Found found = (HeadOutcome.Found) store.headObject(new ObjectKey(key));
    return ObjectFacts.of(found.object());
  }

  /// Puts the object of a file, and says so.
  final void publish(FileId file, String content) {
    files.published(file, put(files.key(file).text(), content));
    nanos.incrementAndGet();
  }

  final Inode find(FileId parent, String name) {
    return names.lookup(parent, FileName.of(name)).orElseThrow();
  }

  final Inode find(String name) {
    return find(FileIds.ROOT, name);
  }

  final boolean isThere(FileId parent, String name) {
    return names.lookup(parent, FileName.of(name)).isPresent();
  }

  final Instant changed(FileId directory) {
    return names.directory(directory).changed();
  }
}
