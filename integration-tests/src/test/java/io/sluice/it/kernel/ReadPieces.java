package io.sluice.it.kernel;

import io.sluice.it.fake.ReadTrees.Shape;
import io.sluice.it.fake.store.SyntheticBody;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a guest reads in a directory of [io.sluice.it.fake.ReadTrees], for `read-pieces.pl`: a line
/// for each piece, `SUM OFFSET COUNT PATH`, the MD5 in hexadecimal.
///
/// @param edition of the directory
record ReadPieces(Shape shape, String edition) {
  private static final int RANDOM_SIZE = 256 << 10;
  private static final int FIRST = 4 << 10;
  private static final int LAST = 64 << 10;
  private static final long SEED = 6;

  /// Where they are.
  String directory() {
    return shape.directory(edition);
  }

  /// So many aligned pieces of the first file, no two the same.
  String random(int count) {
    return new SplittableRandom(SEED + edition.hashCode())
        .longs(0, shape.size() / RANDOM_SIZE)
        .distinct()
        .limit(count)
        .mapToObj(block -> piece(1, block * RANDOM_SIZE, RANDOM_SIZE))
        .collect(Collectors.joining());
  }

  /// The first bytes of each file.
  String beginnings() {
    return ofEachFile(0, FIRST);
  }

  /// The last bytes of each file.
  String ends() {
    return ofEachFile(shape.size() - LAST, LAST);
  }

  /// Each file, in the order of counting.
  String whole() {
    return ofEachFile(0, shape.size());
  }

  /// The MD5 of one file.
  String sum(int number) {
    return Ranges.md5(List.of(body(Shape.file(number))));
  }

  /// The MD5 of all files one behind another, in the order of their listing.
  String sumOfAll() {
    var bodies =
        IntStream.rangeClosed(1, shape.files())
            .mapToObj(Shape::file)
            .sorted()
            .map(this::body)
            .toList();
    return Ranges.md5(bodies);
  }

  private String ofEachFile(long offset, long count) {
    return IntStream.rangeClosed(1, shape.files())
        .mapToObj(number -> piece(number, offset, count))
        .collect(Collectors.joining());
  }

  private String piece(int number, long offset, long count) {
    var file = Shape.file(number);
    var sum = new Ranges(body(file)).md5(offset, count);
    return "%s %d %d %s%n".formatted(sum, offset, count, path(file));
  }

  private SyntheticBody body(String file) {
    return SyntheticBody.of(path(file), 0, shape.size());
  }

  /// The key of a file.
  String path(String file) {
    return directory() + "/" + file;
  }
}
