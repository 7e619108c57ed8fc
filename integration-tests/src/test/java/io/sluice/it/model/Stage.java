package io.sluice.it.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileType;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plays a story: the bucket changes, a client looks, and the first answer that is not allowed ends
/// it.
final class Stage {
  /// How long a kill and a start take at least.
  private static final Duration RESTART = Duration.ofMillis(50);

  private final Setting setting;
  private final TestTime time = new TestTime();
  private final SmallBucket bucket;
  private final World world = new World();
  private final SystemUnderTest system;
  private final Client client;
  private final Changes changes;
  private final Map<Integer, Reader> readers = new HashMap<>();

  /// Keys that are not the export's.
  private final Set<String> outside = new HashSet<>();

  private int versions;

  private Stage(SystemUnderTest.Maker maker, Setting setting) {
    this.setting = setting;
    bucket = new SmallBucket(setting.pageSize(), setting.order(), time);
    system = maker.over(bucket, setting, time);
    Judge judge = new Judge(world, setting);
    client = new Client(judge, time, system.start());
    changes = new Changes(world, client, new ChangeRules(world, judge, setting), time);
  }

  /// Plays a story to its end or to its first fault.
  static Optional<Failure> play(SystemUnderTest.Maker maker, Story story) {
    Stage stage = new Stage(maker, story.setting());
    for (int i = 0; i < story.operations().size(); i++) {
      try {
        stage.play(story.operations().get(i));
      } catch (Disagreement e) {
        return Optional.of(new Failure(story, i, e.promise(), String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        return Optional.of(new Failure(story, i, "no crash", e.toString()));
      }
    }
    return Optional.empty();
  }

  private void play(Operation operation) {
    switch (operation) {
      case Operation.Put(String key, int size) -> put(key, size);
      case Operation.Delete(String key) -> delete(key);
      case Operation.PutOutside(String key) -> putOutside(key);
      case Operation.Pass(Duration passed) -> time.pass(passed);
      case Operation.Restart() -> restart();
      case Operation.Stat(String path) -> client.walk(path);
      case Operation.Lookup(String path) -> lookup(path);
      case Operation.Attributes(String path) -> attributes(path);
      case Operation.Begin begin -> begin(begin);
      case Operation.Go(int reader, int calls) -> go(reader, calls);
      case Operation.Rewind(int reader, int entries) -> rewind(reader, entries);
      case Operation.MakeDirectory(String path) -> change(() -> changes.makeDirectory(path));
      case Operation.RemoveDirectory(String path) ->
          change(() -> changes.remove(path, FileType.DIRECTORY));
      case Operation.Remove(String path) -> change(() -> changes.remove(path, FileType.REGULAR));
    }
  }

  private void change(Runnable change) {
    change.run();
    requireSameKeys();
  }

  private void put(String key, int size) {
    long now = time.tick();
    Version version = version(size);
    bucket.put(setting.prefix() + key, version);
    world.put(now, key, version);
  }

  private void putOutside(String key) {
    time.tick();
    if (!key.startsWith(setting.prefix())) {
      bucket.put(key, version(1));
      outside.add(key);
    }
  }

  private Version version(int size) {
    return new Version(size, time.lastModified(), "v" + ++versions);
  }

  private void delete(String key) {
    long now = time.tick();
    bucket.delete(setting.prefix() + key);
    world.delete(now, key);
  }

  private void restart() {
    time.pass(RESTART);
    client.use(system.start());
  }

  private void lookup(String path) {
    FileId directory = client.directory(Names.parent(path));
    if (directory != null && !path.isEmpty()) {
      client.lookup(directory, path);
    }
  }

  private void attributes(String path) {
    for (FileType type : FileType.values()) {
      FileId held = client.handle(path, type);
      if (held != null) {
        client.attributes(new Identities.Name(path, type), held);
      }
    }
  }

  private void begin(Operation.Begin begin) {
    readers.remove(begin.reader());
    FileId directory = client.directory(begin.path());
    if (directory != null) {
      Pass pass = new Pass(begin.path(), directory);
      readers.put(begin.reader(), new Reader(begin.most(), begin.kind(), pass));
    }
  }

  private void go(int number, int calls) {
    @Nullable Reader reader = readers.get(number);
    for (int i = 0; reader != null && i < calls; i++) {
      reader.go(client);
    }
  }

  private void rewind(int number, int entries) {
    @Nullable Reader reader = readers.get(number);
    if (reader != null) {
      reader.rewind(entries);
    }
  }

  /// What the file system did to the bucket is what the model says: nothing, or what was asked for.
  private void requireSameKeys() {
    Set<String> expected = new TreeSet<>();
    world.objects().keySet().forEach(key -> expected.add(setting.prefix() + key));
    Set<String> came = new TreeSet<>(bucket.keys());
    came.removeAll(outside);
    if (!came.equals(expected)) {
      throw new Disagreement("D1", "the objects " + expected, came.toString());
    }
  }
}
