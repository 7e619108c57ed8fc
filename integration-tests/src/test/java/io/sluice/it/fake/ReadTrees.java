package io.sluice.it.fake;

import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.fake.store.ListedKeys;
import io.sluice.it.fake.store.TopFolders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The objects that the figures of reading are about: a few shapes of directories, each of them
/// several times, so that whoever has read one finds another one that is equal but new.
public final class ReadTrees {
  /// How many directories of each shape there are.
  public static final List<String> EDITIONS =
      List.of(
          "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth");

  /// The LastModified of all, the same in every run.
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  /// Files of one size in one directory, named `f1`, `f2`, ..., so that counting and listing are
  /// two orders.
  ///
  /// @param size of each in bytes
  public record Shape(String name, int files, long size) {
    /// The directory of this shape in that edition.
    public String directory(String edition) {
      return name + "-" + edition;
    }

    /// The file with that number, from 1.
    public static String file(int number) {
      return "f" + number;
    }

    private KeySpace keys(String directory) {
      return new ListedKeys(
          IntStream.rangeClosed(1, files).mapToObj(i -> directory + file(i)).toList(), size, TIME);
    }
  }

  /// To be read from the beginning to the end.
  public static final Shape LARGE = new Shape("large", 4, 2L << 30);

  /// To be read from the beginning to the end by a client that is slow.
  public static final Shape LONG = new Shape("long", 4, 512L << 20);

  /// The same, in a hurry.
  public static final Shape SHORT = new Shape("short", 4, 64L << 20);

  /// To be read at random.
  public static final Shape HUGE = new Shape("huge", 1, 10L << 30);

  /// To be looked into.
  public static final Shape ARCHIVES = new Shape("archives", 20, 1L << 30);

  /// To be read one after another.
  public static final Shape FEW = new Shape("few", 300, 100 << 10);

  /// To be read by many.
  public static final Shape MANY = new Shape("many", 1_000, 100 << 10);

  /// All of them.
  public static final List<Shape> SHAPES = List.of(LARGE, LONG, SHORT, HUGE, ARCHIVES, FEW, MANY);

  private ReadTrees() {}

  /// All editions of all shapes.
  public static KeySpace all() {
    Map<String, KeySpace> folders = new HashMap<>();
    for (Shape shape : SHAPES) {
      for (String edition : EDITIONS) {
        String directory = shape.directory(edition) + "/";
        folders.put(directory, shape.keys(directory));
      }
    }
    return new TopFolders(folders);
  }
}
