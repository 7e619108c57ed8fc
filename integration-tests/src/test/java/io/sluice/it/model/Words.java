package io.sluice.it.model;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Names and keys that get in each other's way: prefixes of each other, names on both sides of `/`
/// in the order of bytes, UTF-8 order against UTF-16 order, names of the longest length, and parts
/// that cannot be names.
final class Words {
  private static final String LONGEST = "L".repeat(255);

  private static final List<String> NAMES =
      List.of(
          "d",
          "d-x",
          "d",
          "a",
          "d!",
          "d.x",
          "d0",
          "D",
          "dd",
          "é",
          "e\u0301",
          "\uFB01",
          "\uD83D\uDE00",
          "d\uD83D\uDE00",
          LONGEST,
          "x",
          "x y");

  private static final List<String> NO_NAMES = List.of("", ".", "..", "n\u0000l", LONGEST + "L");

  private final Random random;
  private final List<String> names;

  /// @param random also decides how many of the names this story uses, so that they meet often
  Words(Random random) {
    this.random = random;
    int count = random.nextBoolean() ? 2 + random.nextInt(3) : 2 + random.nextInt(NAMES.size() - 1);
    int first = random.nextInt(NAMES.size());
    names = IntStream.range(0, count).mapToObj(i -> NAMES.get((first + i) % NAMES.size())).toList();
  }

  String name() {
    return pick(names);
  }

  /// A path of one to three names.
  String path() {
    StringBuilder path = new StringBuilder(name());
    while (random.nextInt(5) < 2) {
      path.append('/').append(name());
    }
    return path.length() < 600 ? path.toString() : name();
  }

  /// A key: mostly a path, some markers, some that cannot be shown.
  String key() {
    String path = path();
    return switch (random.nextInt(16)) {
      case 0, 1 -> path + "/";
      case 2 -> path + "/" + pick(NO_NAMES) + "/" + name();
      case 3 -> random.nextBoolean() ? path + "/" + pick(NO_NAMES) : pick(NO_NAMES) + "/" + path;
      default -> path;
    };
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
