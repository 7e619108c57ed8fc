package io.sluice.it.model;

import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ListRequest;
import io.sluice.vfs.s3.ObjectSummary;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The names below a prefix, and directories that no key shows.
final class PlainBucket {
  private final SmallBucket bucket;
  private final String prefix;
  private final Set<String> local = new TreeSet<>();

  PlainBucket(SmallBucket bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /// Everything that is there, by its key below the prefix.
  Map<String, ObjectSummary> objects() {
    Map<String, ObjectSummary> objects = new TreeMap<>();
    String token = null;
    do {
      ListPage page = bucket.listObjectsV2(new ListRequest(prefix, false, null, token, 1000));
      page.objects()
          .forEach(object -> objects.put(object.key().text().substring(prefix.length()), object));
      token = page.nextToken();
    } while (token != null);
    return objects;
  }

  boolean isDirectory(String path) {
    return path.isEmpty()
        || local.stream().anyMatch(there -> Names.isWithin(there, path))
        || objects().keySet().stream().anyMatch(key -> key.startsWith(path + "/"));
  }

  /// The names in a directory, each once.
  Collection<String> names(String directory) {
    Set<String> names = new TreeSet<>();
    for (String key : objects().keySet()) {
      Names.Shown shown = Names.by(key);
      shown.directories().forEach(path -> addChild(names, directory, path));
      if (shown.file() != null) {
        addChild(names, directory, shown.file());
      }
    }
    for (String path : local) {
      Names.by(path + "/").directories().forEach(part -> addChild(names, directory, part));
    }
    return names;
  }

  private static void addChild(Set<String> names, String directory, String path) {
    if (!path.isEmpty() && Names.parent(path).equals(directory)) {
      names.add(Names.last(path));
    }
  }

  /// Whether nothing but a marker is in a directory.
  boolean isEmpty(String directory) {
    return names(directory).isEmpty()
        && objects().keySet().stream()
            .allMatch(key -> key.equals(directory + "/") || !key.startsWith(directory + "/"));
  }

  void makeDirectory(String path) {
    local.add(path);
  }

  void removeDirectory(String path) {
    local.remove(path);
    bucket.delete(prefix + path + "/");
    stay(Names.parent(path));
  }

  void remove(String path) {
    bucket.delete(prefix + path);
    stay(Names.parent(path));
  }

  /// N7: what was emptied from here stays.
  private void stay(String directory) {
    if (!isDirectory(directory)) {
      local.add(directory);
    }
  }
}
