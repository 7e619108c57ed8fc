package io.sluice.it.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/// What happens next in one story, by chance, and mostly to names that are there.
final class Plot {
  private static final int READERS = 3;

  private final Random random;
  private final Words words;
  private final List<Operation> operations;
  private final boolean canChange;

  /// A length of time around which things become stale.
  private final Duration edge;

  /// Keys that were put and not deleted yet, for all that this knows.
  private final List<String> keys = new ArrayList<>();

  Plot(Random random, Setting setting, List<Operation> operations, boolean canChange) {
    this.random = random;
    this.words = new Words(random);
    this.operations = operations;
    this.canChange = canChange;
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
    operations.add(new Operation.Put(key, random.nextInt(3)));
    keys.add(key);
  }

  /// Adds what happens next: one operation, or a few that belong together.
  void goOn() {
    switch (random.nextInt(canChange ? 23 : 19)) {
      case 0, 1 -> change();
      case 2, 3, 4 -> pass();
      case 5 -> operations.add(new Operation.Restart());
      case 6, 7 -> operations.add(new Operation.Stat(path()));
      case 8, 9 -> operations.add(new Operation.Lookup(path()));
      case 10 -> operations.add(new Operation.Attributes(path()));
      case 11 -> begin();
      case 12, 13, 14 -> go();
      case 15 -> operations.add(new Operation.Rewind(reader(), random.nextInt(8)));
      case 16 -> statSiblings();
      case 17 -> lookChangeAndLookAgain();
      case 18 -> readToTheEnd();
      case 19 -> operations.add(new Operation.MakeDirectory(path()));
      case 20 -> operations.add(new Operation.RemoveDirectory(path()));
      case 21 -> operations.add(new Operation.Remove(path()));
      case 22 -> makeWhatWasAbsent();
      default -> throw new IllegalStateException();
    }
  }

  private void change() {
    if (!keys.isEmpty() && random.nextInt(5) < 3) {
      String key = words.pick(keys);
      if (random.nextInt(3) < 2) {
        operations.add(new Operation.Delete(key));
        keys.remove(key);
      } else {
        put(key);
      }
    } else if (random.nextInt(8) == 0) {
      operations.add(new Operation.PutOutside(words.pick(List.of("p/", "p/d", "a", "p/dd/x"))));
    } else {
      put(keys.isEmpty() || random.nextBoolean() ? words.key() : parentOf(keys) + words.key());
    }
  }

  private String parentOf(List<String> some) {
    String key = words.pick(some);
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  /// Time passes: often just to the moment at which something becomes stale, or a tick beside it.
  private void pass() {
    Duration ticks = TestTime.TICK.multipliedBy(random.nextInt(6));
    operations.add(
        new Operation.Pass(
            switch (random.nextInt(6)) {
              case 0 -> edge.dividedBy(2);
              case 1, 2 -> edge.minus(ticks);
              case 3 -> edge.plus(ticks);
              case 4 -> Duration.ofMillis(1 + random.nextInt(20));
              default -> edge.multipliedBy(3);
            }));
  }

  /// A path that leads to a key, or nearly.
  private String path() {
    if (keys.isEmpty() || random.nextInt(5) == 0) {
      return words.path();
    }
    String path = "";
    for (String name : words.pick(keys).split("/", -1)) {
      if (!Names.isName(name) || (!path.isEmpty() && random.nextInt(4) == 0)) {
        break;
      }
      path = Names.child(path, name);
    }
    return path.isEmpty() ? words.path() : path;
  }

  private String directory() {
    return random.nextInt(3) == 0 ? "" : Names.parent(path());
  }

  private int reader() {
    return 1 + random.nextInt(READERS);
  }

  private void begin() {
    begin(reader(), directory());
  }

  private void begin(int reader, String path) {
    ReaderKind kind = ReaderKind.values()[random.nextInt(ReaderKind.values().length)];
    operations.add(new Operation.Begin(reader, path, 1 + random.nextInt(5), kind));
  }

  private void go() {
    operations.add(new Operation.Go(reader(), 1 + random.nextInt(6)));
  }

  /// What `stat` in a loop does: names of one directory, in order or not, by its handle.
  private void statSiblings() {
    String parent = directory();
    List<String> paths = new ArrayList<>();
    for (String key : keys) {
      String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
      if (Names.isWithin(path, parent) && path.length() > parent.length()) {
        String below = parent.isEmpty() ? path : path.substring(parent.length() + 1);
        String name = below.substring(0, below.indexOf('/') < 0 ? below.length() : below.indexOf('/'));
        if (Names.isName(name)) {
          paths.add(Names.child(parent, name));
        }
      }
    }
    if (random.nextBoolean()) {
      paths.sort(null);
    }
    paths.stream().distinct().limit(12).forEach(path -> operations.add(new Operation.Lookup(path)));
  }

  private void lookChangeAndLookAgain() {
    Operation look =
        switch (random.nextInt(3)) {
          case 0 -> new Operation.Stat(path());
          case 1 -> new Operation.Lookup(path());
          default -> new Operation.Attributes(path());
        };
    operations.add(look);
    change();
    if (random.nextInt(3) > 0) {
      pass();
    }
    operations.add(look);
  }

  private void readToTheEnd() {
    int reader = reader();
    begin(reader, directory());
    operations.add(new Operation.Go(reader, 40));
  }

  private void makeWhatWasAbsent() {
    String path = path();
    operations.add(new Operation.Stat(path));
    operations.add(new Operation.MakeDirectory(path));
    operations.add(new Operation.Stat(path));
  }
}
