package io.sluice.it.kernel;

import io.sluice.it.fake.ReadTrees;
import io.sluice.it.fake.ReadTrees.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Something that programs do in a directory that is new to everybody, in the words of
/// `read-times.sh`.
///
/// @param title with the directory's edition
/// @param list the name of the file that says what is read
/// @param right how the guest looks at what came
/// @param read how it reads
record ReadRow(String title, String list, ReadPieces pieces, Way way, String right, String read) {
  private static final String PIECES = "pieces_are_right";
  private static final String ONE = "by_one";
  private static final String SIXTEEN = "by_sixteen";

  /// What of a directory is read.
  private interface Way extends Function<ReadPieces, String> {}

  /// All of them, of each kind as many directories as that.
  static List<ReadRow> all(int directories, int random, int randomBySixteen) {
    Way whole = ReadPieces::whole;
    return Stream.of(
            rows("random 256 KiB", ReadTrees.HUGE, 0, pieces -> pieces.random(random), PIECES, ONE),
            rows(
                "random 256 KiB by 16 callers",
                ReadTrees.HUGE,
                2,
                pieces -> pieces.random(randomBySixteen),
                PIECES,
                SIXTEEN),
            rows(
                "open and first 4 KiB of 20 files",
                ReadTrees.ARCHIVES,
                0,
                ReadPieces::beginnings,
                PIECES,
                ONE),
            rows(
                "open and last 64 KiB of 20 files",
                ReadTrees.ARCHIVES,
                2,
                ReadPieces::ends,
                PIECES,
                ONE),
            rows("cat of 300 files", ReadTrees.FEW, 0, whole, "cat_is_right", "by_cat"),
            rows("tar of 300 files", ReadTrees.FEW, 2, whole, "tar_is_right", "by_tar"),
            rows("300 files in counting order", ReadTrees.FEW, 4, whole, PIECES, ONE),
            rows("1,000 files by 16 callers", ReadTrees.MANY, 0, whole, PIECES, SIXTEEN))
        .flatMap(row -> row.limit(directories))
        .toList();
  }

  /// @param first the edition to begin with
  private static Stream<ReadRow> rows(
      String title, Shape shape, int first, Way way, String right, String read) {
    return ReadTrees.EDITIONS.stream()
        .skip(first)
        .map(edition ->
            new ReadRow(
                title + ", " + edition,
                (title + "-" + edition).replaceAll("[ ,]", "_"),
                new ReadPieces(shape, edition),
                way,
                right,
                read));
  }

  /// Writes what the guest needs.
  void writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve(list), way.apply(pieces));
    if (!right.equals(PIECES)) {
      Files.writeString(folder.resolve(list + ".sum"), pieces.sumOfAll());
    }
  }

  /// A line of `rows`: TITLE|LIST|DIRECTORY|RIGHT|READ.
  String line() {
    return String.join("|", title, list, pieces.directory(), right, read) + "\n";
  }
}
