package io.sluice.it.model;

import io.sluice.vfs.AttributeChange;
import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.CreateOutcome;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.LookupOutcome;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.VirtualFileSystem;
import io.sluice.vfs.s3.ObjectSummary;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What semantics.md says, done the plain way: looks at the whole bucket for every call and
/// remembers nothing of it. It shows that the model asks for nothing impossible, and is the sound
/// ground under the faults that the model must find.
final class PlainFileSystem extends NamesFileSystem implements SystemUnderTest {
  /// The listing of a directory when somebody looked last, and since when it is that one.
  private record Looked(List<String> positions, Instant since) {}

  private final PlainBucket bucket;
  private final TestTime time;
  private final PlainIds ids = new PlainIds();
  private final Map<String, Looked> looked = new HashMap<>();

  PlainFileSystem(SmallBucket bucket, Setting setting, TestTime time) {
    this.bucket = new PlainBucket(bucket, setting.prefix());
    this.time = time;
  }

  /// All that it has outlives a kill.
  @Override
  public VirtualFileSystem start() {
    return this;
  }

  @Override
  public FileId root() {
    return ids.of("", FileType.DIRECTORY);
  }

  @Override
  public FileId parent(FileId directory) {
    return ids.of(Names.parent(ids.name(directory).path()), FileType.DIRECTORY);
  }

  @Override
  public FileAttributes getAttributes(FileId file) {
    Identities.Name name = ids.name(file);
    if (name.type() == FileType.DIRECTORY) {
      requireDirectory(file);
      return directory(name.path());
    }
    ObjectSummary object = bucket.objects().get(name.path());
    if (object == null) {
      throw new VfsException(VfsError.STALE, "the object is gone");
    }
    return file(name.path(), object);
  }

  @Override
  public LookupOutcome lookup(FileId directory, FileName name) {
    String path = Names.child(requireDirectory(directory), name.text().orElseThrow());
    FileAttributes found = find(path);
    return found == null ? new LookupOutcome.Missing() : new LookupOutcome.Found(found);
  }

  private @Nullable FileAttributes find(String path) {
    if (bucket.isDirectory(path)) {
      return directory(path);
    }
    ObjectSummary object = bucket.objects().get(path);
    return object == null ? null : file(path, object);
  }

  private String requireDirectory(FileId directory) {
    String path = ids.name(directory).path();
    if (!bucket.isDirectory(path)) {
      throw new VfsException(VfsError.STALE, "the directory is gone");
    }
    return path;
  }

  @Override
  public DirectoryPage list(FileId directory, long cookie, int most) {
    String path = requireDirectory(directory);
    NavigableMap<String, FileAttributes> entries = entries(path);
    if (cookie != 0) {
      Identities.Name last = ids.name(new FileId(cookie));
      entries = entries.tailMap(position(Names.last(last.path()), last.type()), false);
    }
    List<DirectoryEntry> page =
        entries.entrySet().stream()
            .limit(most)
            .map(entry -> entry(entry.getKey(), entry.getValue()))
            .toList();
    return new DirectoryPage(page, page.size() == entries.size());
  }

  private NavigableMap<String, FileAttributes> entries(String directory) {
    NavigableMap<String, FileAttributes> entries = new TreeMap<>();
    for (String name : bucket.names(directory)) {
      FileAttributes found = Objects.requireNonNull(find(Names.child(directory, name)));
      entries.put(position(name, found.type()), found);
    }
    return entries;
  }

  private static DirectoryEntry entry(String position, FileAttributes attributes) {
    String name = position.endsWith("/") ? position.substring(0, position.length() - 1) : position;
    return new DirectoryEntry(FileName.of(name), attributes.id(), attributes);
  }

  private static String position(String name, FileType type) {
    return type == FileType.DIRECTORY ? name + "/" : name;
  }

  private FileAttributes file(String path, ObjectSummary object) {
    int nanos = Math.floorMod(Objects.hash(object.eTag()) * 1_000_003, 1_000_000_000);
    return new FileAttributes(
        ids.of(path, FileType.REGULAR),
        FileType.REGULAR,
        0644,
        1,
        0,
        0,
        object.size(),
        Math.ceilDiv(object.size(), 512) * 512,
        object.lastModified(),
        object.lastModified(),
        object.lastModified().plusNanos(nanos));
  }

  private FileAttributes directory(String path) {
    List<String> now =
        bucket.names(path).stream()
            .map(name -> bucket.isDirectory(Names.child(path, name)) ? name + "/" : name)
            .toList();
    Looked last = looked.get(path);
    if (last == null) {
      last = new Looked(now, time.clock().instant());
    } else if (!last.positions().equals(now)) {
      last = new Looked(now, later(last.since()));
    }
    looked.put(path, last);
    FileId id = ids.of(path, FileType.DIRECTORY);
    Instant since = last.since();
    return new FileAttributes(
        id, FileType.DIRECTORY, 0755, 2, 0, 0, 4096, 4096, since, since, since);
  }

  private Instant later(Instant before) {
    Instant now = time.clock().instant();
    return now.isAfter(before) ? now : before.plusNanos(1);
  }

  @Override
  public CreateOutcome makeDirectory(FileId directory, FileName name, AttributeChanges changes) {
    String path = Names.child(requireDirectory(directory), name.text().orElseThrow());
    if (find(path) != null) {
      throw new VfsException(VfsError.EXISTS, path);
    }
    bucket.makeDirectory(path);
    return new CreateOutcome(directory(path), AttributeChange.UNKNOWN);
  }

  @Override
  public AttributeChange removeDirectory(FileId directory, FileName name) {
    String path = Names.child(requireDirectory(directory), name.text().orElseThrow());
    require(find(path) != null, VfsError.NOT_FOUND);
    require(bucket.isDirectory(path), VfsError.NOT_DIRECTORY);
    require(bucket.isEmpty(path), VfsError.NOT_EMPTY);
    bucket.removeDirectory(path);
    ids.retire(path, FileType.DIRECTORY);
    return AttributeChange.UNKNOWN;
  }

  @Override
  public AttributeChange remove(FileId directory, FileName name) {
    String path = Names.child(requireDirectory(directory), name.text().orElseThrow());
    require(find(path) != null, VfsError.NOT_FOUND);
    require(!bucket.isDirectory(path), VfsError.IS_DIRECTORY);
    bucket.remove(path);
    ids.retire(path, FileType.REGULAR);
    return AttributeChange.UNKNOWN;
  }

  private static void require(boolean isTrue, VfsError error) {
    if (!isTrue) {
      throw new VfsException(error, error.toString());
    }
  }
}
