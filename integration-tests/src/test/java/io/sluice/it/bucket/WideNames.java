package io.sluice.it.bucket;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How the names of wide directories look in real buckets.
enum WideNames {
  COUNTED {
    @Override
    Stream<String> all() {
      return IntStream.iterate(1, i -> i + 1).mapToObj("f%06d"::formatted);
    }
  },
  RANDOM_HEX {
    @Override
    Stream<String> all() {
      SplittableRandom random = new SplittableRandom(SEED);
      return Stream.generate(() -> "%016x%016x".formatted(random.nextLong(), random.nextLong()));
    }
  },
  /// Every 20 minutes: `2024-03-01T00-20-00.log`.
  DATES {
    @Override
    Stream<String> all() {
      return IntStream.iterate(0, i -> i + 1)
          .mapToObj(i ->
              "%04d-%02d-%02dT%02d-%02d-00.log"
                  .formatted(
                      2020 + i / (12 * 28 * 72),
                      1 + i / (28 * 72) % 12,
                      1 + i / 72 % 28,
                      i / 3 % 24,
                      i % 3 * 20));
    }
  },
  UNPADDED {
    @Override
    Stream<String> all() {
      return IntStream.iterate(0, i -> i + 1).mapToObj(i -> i + ".json");
    }
  },
  /// Those above in turn, and words.
  MIXED {
    @Override
    Stream<String> all() {
      List<List<String>> forms =
          Stream.of(COUNTED, RANDOM_HEX, DATES, UNPADDED)
              .map(form -> form.names(MOST_OF_EACH))
              .toList();
      return IntStream.iterate(0, i -> i + 1)
          .mapToObj(i -> i % 5 == 4 ? "Größe " + i / 5 + ".txt" : forms.get(i % 5).get(i / 5));
    }
  };

  private static final long SEED = 4;
  private static final int MOST_OF_EACH = 10_000;

  abstract Stream<String> all();

  /// So many different names.
  List<String> names(int count) {
    return all().distinct().limit(count).toList();
  }
}
