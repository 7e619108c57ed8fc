package io.sluice.it.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the bucket and the mount hold, and what every name was at every moment: semantics.md N1 to
/// N8 as a sorted map with a memory.
final class World {
  private final NavigableMap<String, Version> objects = new TreeMap<>();

  /// Directories that are there without a key, by N6 and N7.
  private final NavigableMap<String, Presence> local = new TreeMap<>();

  private final Map<String, Timeline<Optional<Version>>> files = new HashMap<>();
  private final Map<String, Timeline<Presence>> directories = new HashMap<>();
  private final Map<String, SortedSet<String>> children = new HashMap<>();

  /// Another client put an object. A local directory above it becomes an ordinary one (N6); whether
  /// it stays when the object goes, nobody says.
  void put(long now, String key, Version version) {
    objects.put(key, version);
    for (String directory : Names.by(key).directories()) {
      local.computeIfPresent(directory, (path, before) -> Presence.EITHER);
    }
    change(now, key, false);
  }

  /// Another client deleted an object.
  void delete(long now, String key) {
    objects.remove(key);
    change(now, key, false);
  }

  /// This client made a directory (N6). If it did so in ignorance of keys that are below it
  /// already, it is an ordinary one as soon as the server learns of them.
  void makeDirectory(long now, String path) {
    local.put(path, hasKeysBelow(path) ? Presence.EITHER : Presence.THERE);
    change(now, path + "/", true);
  }

  /// This client removed an empty directory (N8), its marker with it.
  void removeDirectory(long now, String path) {
    local.remove(path);
    objects.remove(path + "/");
    stayWithoutKeys(Names.parent(path), Presence.EITHER);
    change(now, Names.parent(path) + "/", true);
    timeline(path).change(now, Presence.ABSENT, true);
  }

  /// What another client put into a directory that this one removed in ignorance of it shows again.
  void lookAgain(long now, String path) {
    change(now, path + "/", false);
  }

  /// This client removed a file (D1). Its directory stays (N7).
  void remove(long now, String path) {
    boolean wasThere = objects.remove(path) != null;
    stayWithoutKeys(Names.parent(path), wasThere ? Presence.THERE : Presence.EITHER);
    change(now, path, true);
  }

  /// A directory whose last file went stays; whether those above it do so for themselves or only
  /// for it, and whether one stays that other clients empty later, nobody says.
  private void stayWithoutKeys(String directory, Presence presence) {
    if (!directory.isEmpty()) {
      if (!hasKeysBelow(directory)) {
        local.merge(directory, presence, World::stronger);
      } else {
        local.putIfAbsent(directory, Presence.EITHER);
      }
      stayWithoutKeys(Names.parent(directory), Presence.EITHER);
    }
  }

  private void change(long now, String key, boolean isOwn) {
    Names.Shown shown = Names.by(key);
    if (shown.file() != null) {
      meet(shown.file());
      file(shown.file()).change(now, Optional.ofNullable(objects.get(shown.file())), isOwn);
    }
    for (String directory : shown.directories()) {
      meet(directory);
      timeline(directory).change(now, presence(directory), isOwn);
    }
  }

  private void meet(String path) {
    children.computeIfAbsent(Names.parent(path), any -> new TreeSet<>()).add(Names.last(path));
  }

  private Presence presence(String directory) {
    if (hasKeysBelow(directory)) {
      return Presence.THERE;
    }
    return local.tailMap(directory, true).entrySet().stream()
        .filter(entry -> Names.isWithin(entry.getKey(), directory))
        .map(Map.Entry::getValue)
        .reduce(Presence.ABSENT, World::stronger);
  }

  private static Presence stronger(Presence one, Presence other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /// Whether any key begins with this directory.
  boolean hasKeysBelow(String directory) {
    String first = objects.ceilingKey(directory + "/");
    return first != null && first.startsWith(directory + "/");
  }

  /// The keys that are there now.
  Map<String, Version> objects() {
    return objects;
  }

  /// The object of this path, at every moment.
  Timeline<Optional<Version>> file(String path) {
    return files.computeIfAbsent(path, any -> new Timeline<>(Optional.empty()));
  }

  /// The directory of this path, at every moment.
  Timeline<Presence> directory(String path) {
    return timeline(path);
  }

  private Timeline<Presence> timeline(String path) {
    return directories.computeIfAbsent(
        path, any -> new Timeline<>(any.isEmpty() ? Presence.THERE : Presence.ABSENT));
  }

  /// All names that a directory has ever held.
  Collection<String> children(String directory) {
    @Nullable SortedSet<String> names = children.get(directory);
    return names == null ? List.of() : names;
  }
}
