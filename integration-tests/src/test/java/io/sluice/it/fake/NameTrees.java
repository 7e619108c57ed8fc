package io.sluice.it.fake;

import static java.util.stream.Collectors.toMap;

import io.sluice.it.fake.store.KeySpace;
import io.sluice.it.fake.store.ListedKeys;
import io.sluice.it.fake.store.NumberedKeys;
import io.sluice.it.fake.store.TopFolders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The trees that the figures of names are about, each below a directory of its own. Benchmarks,
/// tests that count requests and the kernel client walk the same ones.
public final class NameTrees {
  /// The LastModified of all, the same in every run.
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private static final long SIZE = 4096;

  private NameTrees() {}

  /// All trees of this class but [#million].
  public static KeySpace all() {
    return new TopFolders(
        Map.of(
            "wide/", wide("wide/", 100_000),
            "ten/", wide("ten/", 10_000),
            "tree/", tree("tree/"),
            "nested/", nested("nested/"),
            "photos/", photos("photos/"),
            "album/", album("album/"),
            "warm/", warm("warm/")));
  }

  /// `million/f0000000` to `million/f0999999`.
  public static KeySpace million() {
    return wide("million/", 1_000_000);
  }

  /// `count` files `f0000000`, `f0000001`, ... in one directory.
  public static KeySpace wide(String prefix, long count) {
    return NumberedKeys.flat(prefix + "f", count, SIZE, TIME);
  }

  /// 16,000 files, 16 in each of `d0000` to `d0999`.
  public static KeySpace tree(String prefix) {
    return NumberedKeys.tree(prefix, 1_000, 16, SIZE, TIME);
  }

  /// The same 16,000 in 1,000 directories, three levels deep: `d3/d1/d4/f00`.
  public static KeySpace nested(String prefix) {
    return keys(
        IntStream.range(0, 16_000)
            .mapToObj(i -> {
              int directory = i / 16;
              return "%sd%d/d%d/d%d/f%02d"
                  .formatted(prefix, directory / 100, directory / 10 % 10, directory % 10, i % 16);
            })
            .toList());
  }

  /// Directories `s00`, `s01`, ... that each hold 100 others with 1,000 files in each: 100,000 keys
  /// that nobody asks for who lists the siblings.
  public static KeySpace deepSiblings(String prefix, int siblings) {
    return new TopFolders(
        IntStream.range(0, siblings)
            .mapToObj(i -> "%ss%02d/".formatted(prefix, i))
            .collect(toMap(each -> each, each -> NumberedKeys.tree(each, 100, 1_000, SIZE, TIME))));
  }

  /// 3,370 files in 300 directories side by side.
  public static KeySpace photos(String prefix) {
    return keys(
        IntStream.range(0, 3_370)
            .mapToObj(i -> "%sd%03d/p%05d.jpg".formatted(prefix, i % 300, i))
            .toList());
  }

  /// 3,370 files in 300 directories of which each has up to six others in it.
  public static KeySpace album(String prefix) {
    return keys(
        IntStream.range(0, 3_370)
            .mapToObj(i -> "%s%sp%05d.jpg".formatted(prefix, nestedDirectory(i % 300 + 1), i))
            .toList());
  }

  /// Names of other trees, to be walked before the clock starts: 5,000 in 250 directories.
  private static KeySpace warm(String prefix) {
    return NumberedKeys.tree(prefix, 250, 20, SIZE, TIME);
  }

  /// The directory of that number, 1 or more, in a tree where number `n` lies in `(n - 1) / 6`.
  private static String nestedDirectory(int number) {
    return number == 0 ? "" : nestedDirectory((number - 1) / 6) + "d%03d/".formatted(number);
  }

  /// Objects of these keys.
  public static KeySpace keys(List<String> keys) {
    return new ListedKeys(keys, SIZE, TIME);
  }
}
