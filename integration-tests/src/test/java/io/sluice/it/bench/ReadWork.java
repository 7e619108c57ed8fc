package io.sluice.it.bench;

import io.sluice.it.fake.ReadTrees;
import io.sluice.it.fake.ReadTrees.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A row of the table: what is read in a directory of that shape.
///
/// @param wanted in the unit of the row
/// @param callers how many readers there are, or calls of one reader of pieces of one file
/// @param pace how slow S3 is
/// @param isSecured whether S3 is asked by TLS
record ReadWork(
    String title, String wanted, Way way, Shape shape, int callers, Pace pace, boolean isSecured) {
  /// A READ of the largest size.
  static final int LARGEST = 1 << 20;

  private static final int RANDOM_SIZE = 256 << 10;
  private static final int FIRST = 4 << 10;
  private static final int LAST = 64 << 10;
  private static final int RANDOM_READS = 200;
  private static final long SEED = 6;

  /// How slow S3 is.
  enum Pace {
    /// As fast as the machine is.
    FREE,
    /// As S3 is.
    S3_LIKE,
    /// The same, behind a link of 200 MB/s.
    HELD;

    /// For [io.sluice.it.fake.FakeS3Main].
    List<String> words() {
      return switch (this) {
        case FREE -> List.of();
        case S3_LIKE -> List.of("s3-like");
        case HELD -> List.of("held");
      };
    }
  }

  /// How it is read, and in which unit that counts.
  enum Way {
    /// Each caller reads a file of its own from the beginning to the end: MB/s.
    STREAM,
    /// Pieces of one file in any order: reads/s.
    RANDOM,
    /// The beginning of each file: ms a file.
    BEGINNINGS,
    /// The end of each file: ms a file.
    ENDS,
    /// Each file whole, in the order in which they are listed: files/s.
    LISTED,
    /// Each file whole, by its number: files/s.
    COUNTED
  }

  /// A READ.
  record Piece(int file, long offset, int length) {}

  /// The rows, in their order.
  static List<ReadWork> all() {
    String stream = "550 MB/s or 0.9; 1.2 CPU-s";
    String four = "530 MB/s or 0.9; 1.5 CPU-s";
    Shape large = ReadTrees.LARGE;
    Shape few = ReadTrees.FEW;
    return List.of(
        row("2 GiB", stream, Way.STREAM, large, 1),
        row("four readers of 2 GiB each", four, Way.STREAM, large, 4),
        row("random 256 KiB", "28.5/s", Way.RANDOM, ReadTrees.HUGE, 1),
        row("random 256 KiB by 16 callers", "400/s", Way.RANDOM, ReadTrees.HUGE, 16),
        row("open and first 4 KiB of 20 files", "36 ms", Way.BEGINNINGS, ReadTrees.ARCHIVES, 1),
        row("last 64 KiB of 20 files", "36 ms", Way.ENDS, ReadTrees.ARCHIVES, 1),
        row("100 KiB in listing order", "150/s", Way.LISTED, few, 1),
        row("100 KiB in counting order", "150/s", Way.COUNTED, few, 1),
        row("100 KiB by 16 callers", "450/s", Way.COUNTED, ReadTrees.MANY, 16),
        new ReadWork("by TLS 2 GiB", "1.7 CPU-s", Way.STREAM, large, 1, Pace.S3_LIKE, true),
        new ReadWork("link of 200 MB/s 2 GiB", "180 MB/s", Way.STREAM, large, 1, Pace.HELD, false),
        new ReadWork("without delay 2 GiB", "0.8", Way.STREAM, large, 1, Pace.FREE, false));
  }

  private static ReadWork row(String title, String wanted, Way way, Shape shape, int callers) {
    return new ReadWork(title, wanted, way, shape, callers, Pace.S3_LIKE, false);
  }

  /// Whether it counts by its bytes.
  boolean isStream() {
    return way == Way.STREAM;
  }

  /// Whether files are opened while the clock runs.
  boolean opensFiles() {
    return way != Way.STREAM && way != Way.RANDOM;
  }

  /// All READs but those of streams, in their order, file numbers in the order of counting.
  ///
  /// @param edition other pieces for each
  List<Piece> pieces(String edition) {
    return switch (way) {
      case STREAM -> List.of();
      case RANDOM -> random(edition);
      case BEGINNINGS -> ofEachFile(0, FIRST);
      case ENDS -> ofEachFile(shape.size() - LAST, LAST);
      case LISTED, COUNTED -> ofEachFile(0, (int) shape.size());
    };
  }

  private List<Piece> ofEachFile(long offset, int length) {
    return IntStream.rangeClosed(1, shape.files())
        .mapToObj(number -> new Piece(number, offset, length))
        .toList();
  }

  private List<Piece> random(String edition) {
    List<Piece> pieces = new ArrayList<>();
    new SplittableRandom(SEED + edition.hashCode())
        .longs(0, shape.size() / RANDOM_SIZE)
        .distinct()
        .limit((long) RANDOM_READS * Math.min(callers, 8))
        .forEach(block -> pieces.add(new Piece(1, block * RANDOM_SIZE, RANDOM_SIZE)));
    return pieces;
  }

  /// Bytes that are read.
  long bytes() {
    return isStream() ? callers * shape.size() : pieces("").stream().mapToLong(Piece::length).sum();
  }

  /// Megabytes, reads or files.
  double amount() {
    return isStream() ? bytes() / 1e6 : pieces("").size();
  }
}
