package io.sluice.it.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/// What happens next in one story, by chance, and mostly to names that are there.
final class Plot {
  /// S3's longest key, less a prefix and a name behind it.
  private static final int LONGEST_KEY = 1024 - 256 - 8;

  private static final List<ReaderKind> READERS = List.of(ReaderKind.values());

  private final Random random;
  private final Words words;
  private final List<Operation> operations;
  private final int readers;

  /// A length of time around which things become stale.
  private final Duration edge;

  private final LivingKeys keys;

  Plot(Random random, Setting setting, List<Operation> operations) {
    this.random = random;
    this.words = new Words(random);
    this.keys = new LivingKeys(random, words);
    this.operations = operations;
    this.readers = 1 + random.nextInt(3);
    this.edge = edge(random.nextBoolean() ? setting.positive() : setting.negative());
  }

  private static Duration edge(Duration ttl) {
    boolean hasNone = ttl.isZero() || ttl.compareTo(Setting.INDEFINITE) >= 0;
    return hasNone ? Duration.ofSeconds(1) : ttl;
  }

  /// A handful of names that shadow, hide and precede each other.
  void fewNames() {
    put(2 + random.nextInt(12), i -> words.key());
  }

  /// One directory with next to nothing in it, and always somebody who reads it.
  void oneDirectory() {
    String directory = random.nextBoolean() ? "" : words.name() + "/";
    put(
        2 + random.nextInt(5),
        i -> directory + words.name() + (random.nextInt(4) == 0 ? "/x" : ""));
    for (int i = 4 + random.nextInt(6); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        lookChangeAndLookAgain();
      } else {
        readAmidChanges();
      }
    }
  }

  /// One directory of several LIST pages, and what stands around it.
  void wideDirectory() {
    put(8 + random.nextInt(30), i -> "w/" + (char) ('a' + i % 7) + i);
    put(4, i -> words.key());
    put(4, i -> "w/" + words.key());
  }

  /// Directories side by side with a few files each, as `find` meets them.
  void manySiblings() {
    int files = 1 + random.nextInt(4);
    put(8 + random.nextInt(30), i -> "t/s" + i / files + "/f" + i % files);
    put(3, i -> "t/" + words.key());
  }

  /// Directories in directories.
  void deepTree() {
    put(5 + random.nextInt(12), i -> "t" + "/n".repeat(1 + random.nextInt(6)) + "/" + words.name());
    put(3, i -> "t/n/" + words.key());
  }

  private void put(int count, IntFunction<String> key) {
    for (int i = 0; i < count; i++) {
      put(key.apply(i));
    }
  }

  private void put(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY) {
      operations.add(new Operation.Put(key, random.nextInt(3)));
      keys.add(key);
    }
  }

  private void delete(String key) {
    operations.add(new Operation.Delete(key));
    keys.remove(key);
  }

  /// Adds what happens next: one operation, or a few that belong together.
  void goOn() {
    switch (random.nextInt(24)) {
      case 0, 1 -> change();
      case 2, 3 -> pass();
      case 4 -> readAmidChanges();
      case 5 -> operations.add(new Operation.Restart());
      case 6, 7 -> operations.add(new Operation.Stat(keys.path()));
      case 8, 9 -> operations.add(new Operation.Lookup(keys.path()));
      case 10 -> operations.add(new Operation.Attributes(keys.path()));
      case 11 -> begin();
      case 12, 13, 14 -> go();
      case 15 -> operations.add(new Operation.Rewind(reader(), random.nextInt(8)));
      case 16 -> statSiblings();
      case 17 -> lookChangeAndLookAgain();
      case 18 -> readToTheEnd();
      case 19 -> walkAmidChanges();
      case 20 -> operations.add(new Operation.MakeDirectory(keys.path()));
      case 21 -> operations.add(new Operation.RemoveDirectory(keys.path()));
      case 22 -> operations.add(new Operation.Remove(keys.path()));
      case 23 -> makeWhatWasAbsent();
      default -> throw new IllegalStateException();
    }
  }

  private void change() {
    if (!keys.isEmpty() && random.nextInt(5) < 3) {
      String key = keys.any();
      if (random.nextInt(3) < 2) {
        delete(key);
      } else {
        put(key);
      }
    } else if (random.nextInt(8) == 0) {
      operations.add(new Operation.PutOutside(words.pick(List.of("p/", "p/d", "a", "p/dd/x"))));
    } else {
      put(
          keys.isEmpty() || random.nextBoolean()
              ? words.key()
              : parentOf(keys.any()) + words.key());
    }
  }

  private static String parentOf(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  /// Time passes: often just to the moment at which something becomes stale, or a tick beside it.
  private void pass() {
    operations.add(
        new Operation.Pass(
            switch (random.nextInt(8)) {
              case 0 -> edge.dividedBy(2);
              case 1 -> edge.multipliedBy(9).dividedBy(10);
              case 2, 3 -> edge.minus(ticks(6));
              case 4 -> edge.plus(ticks(6));
              case 5 -> Duration.ofMillis(1 + random.nextInt(20));
              default -> edge.multipliedBy(3);
            }));
  }

  private int reader() {
    return 1 + random.nextInt(readers);
  }

  private void begin() {
    begin(reader(), keys.directory());
  }

  private void begin(int reader, String path) {
    ReaderKind kind = words.pick(READERS);
    operations.add(new Operation.Begin(reader, path, 1 + random.nextInt(5), kind));
  }

  private void go() {
    operations.add(new Operation.Go(reader(), 1 + random.nextInt(6)));
  }

  /// What `stat` in a loop does: names of one directory, in order or not, by its handle.
  private void statSiblings() {
    List<String> paths = new ArrayList<>(keys.siblings(keys.directory()));
    if (random.nextBoolean()) {
      Collections.shuffle(paths, random);
    }
    paths.stream().limit(12).forEach(path -> operations.add(new Operation.Lookup(path)));
  }

  /// Looks at one name before and after it changes, often just when what was seen first becomes
  /// stale.
  private void lookChangeAndLookAgain() {
    String key = keys.any();
    String path = keys.pathOf(key);
    operations.add(new Operation.Stat(path));
    operations.add(
        random.nextBoolean() ? new Operation.Attributes(path) : new Operation.Lookup(path));
    if (random.nextBoolean()) {
      put(key);
    } else {
      delete(key);
    }
    if (random.nextInt(3) > 0) {
      operations.add(new Operation.Pass(edge.minus(ticks(4))));
    }
    operations.add(
        random.nextBoolean() ? new Operation.Attributes(path) : new Operation.Lookup(path));
  }

  private Duration ticks(int bound) {
    return TestTime.TICK.multipliedBy(random.nextInt(bound));
  }

  private void readToTheEnd() {
    int reader = reader();
    begin(reader, keys.directory());
    operations.add(new Operation.Go(reader, 40));
  }

  /// A reader of one directory, entry by entry, while something happens to one of its names.
  private void readAmidChanges() {
    String key = keys.any();
    int reader = reader();
    operations.add(
        new Operation.Begin(reader, keys.directoryOf(key), 1 + random.nextInt(2), ReaderKind.LS));
    amidChanges(reader, key);
  }

  /// A walker of a tree, while something happens to one of its names.
  private void walkAmidChanges() {
    int reader = reader();
    begin(reader, "");
    amidChanges(reader, keys.any());
  }

  private void amidChanges(int reader, String key) {
    for (int i = 4 + random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(15)) {
        case 0 -> delete(key);
        case 1 -> put(key);
        case 2 -> change();
        case 3, 4, 5 -> pass();
        case 6, 7 -> operations.add(new Operation.Lookup(keys.pathOf(key)));
        case 8 -> operations.add(new Operation.Rewind(reader, random.nextInt(4)));
        case 9 -> operations.add(new Operation.Restart());
        case 10 -> ownChange(key);
        default -> operations.add(new Operation.Go(reader, 1 + random.nextInt(2)));
      }
    }
  }

  /// This client does something to a name.
  private void ownChange(String key) {
    String path = keys.pathOf(key);
    switch (random.nextInt(3)) {
      case 0 -> operations.add(new Operation.MakeDirectory(path));
      case 1 -> operations.add(new Operation.RemoveDirectory(path));
      default -> operations.add(new Operation.Remove(path));
    }
  }

  private void makeWhatWasAbsent() {
    String path = keys.path();
    operations.add(new Operation.Stat(path));
    operations.add(new Operation.MakeDirectory(path));
    operations.add(new Operation.Stat(path));
  }
}
