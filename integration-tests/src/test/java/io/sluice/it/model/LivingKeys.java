package io.sluice.it.model;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/// The keys of a story that were put and not deleted yet, for all that its author knows, and names
/// near them.
final class LivingKeys {
  private final List<String> keys = new ArrayList<>();
  private final Random random;
  private final Words words;

  /// The key that most of what happens is about, until another one is.
  private String hot = "d";

  LivingKeys(Random random, Words words) {
    this.random = random;
    this.words = words;
  }

  void add(String key) {
    keys.add(key);
  }

  void remove(String key) {
    keys.remove(key);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /// A key that is there, or was: often the same one, so that several things happen to it.
  String any() {
    if (keys.isEmpty()) {
      return words.key();
    }
    if (random.nextInt(12) == 0 || (!keys.contains(hot) && random.nextInt(4) == 0)) {
      hot = words.pick(keys);
    }
    return random.nextInt(3) < 2 ? hot : words.pick(keys);
  }

  /// A path that leads to a key, or nearly.
  String path() {
    return random.nextInt(5) == 0 ? words.path() : pathOf(any());
  }

  /// As much of a key as can be a path, and sometimes less.
  String pathOf(String key) {
    String path = "";
    for (String name : key.split("/", -1)) {
      if (!Names.isName(name) || (!path.isEmpty() && random.nextInt(6) == 0)) {
        break;
      }
      path = Names.child(path, name);
    }
    return path.isEmpty() ? words.path() : path;
  }

  /// The directory of a key, or the root if the key shows no file.
  String directoryOf(String key) {
    String file = Names.by(key).file();
    return file == null ? "" : Names.parent(file);
  }

  /// A directory with a key in it, or the root.
  String directory() {
    return random.nextInt(3) == 0 ? "" : Names.parent(path());
  }

  /// The paths of all names in a directory, in their order.
  NavigableSet<String> siblings(String directory) {
    NavigableSet<String> paths = new TreeSet<>();
    for (String key : keys) {
      Names.Shown shown = Names.by(key);
      List<String> all = new ArrayList<>(shown.directories());
      if (shown.file() != null) {
        all.add(shown.file());
      }
      all.stream().filter(path -> Names.parent(path).equals(directory)).forEach(paths::add);
    }
    return paths;
  }
}
