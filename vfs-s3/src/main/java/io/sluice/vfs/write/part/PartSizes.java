package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.UploadedPart;
import org.jspecify.annotations.Nullable;

/// How large parts are: 8 MiB, twice as much after every 800 parts, up to an eighth of the memory
/// (semantics W12). So small files come whole in one request, and 10,000 parts reach far.
///
/// Where the store wants parts of one size they are not twice as much, and none ends with a commit:
/// a shorter end is sent once more when the file goes on.
public final class PartSizes {
  /// The size of the first parts: S3 takes about 90 MB/s on a connection, so smaller ones would
  /// spend their time waiting for answers, and larger ones would hold more memory for each file.
  private static final long SMALLEST = 8L << 20;

  /// S3 takes no smaller parts, but for the last one of an object.
  private static final long LEAST = 5L << 20;

  /// S3 copies between 50 and 200 MB in a second within itself, slow stores 20, and a request must
  /// be over before its time is (semantics C2). It answers nothing before it has copied all.
  private static final long COPY = 256L << 20;

  /// Half a [#STEP], so that what follows the copies begins with small parts.
  private static final int MOST_COPIES = 400;

  /// S3 takes no larger parts.
  private static final long GREATEST = 5L << 30;

  /// With these steps, 10,000 parts of a server with 256 MiB reach about 280 GiB, and one with 8
  /// GiB reaches S3's largest object, 5 TiB.
  private static final int STEP = 800;

  private static final int SHARE_OF_MEMORY = 8;

  /// The largest page of a client, 64 KiB: what is remembered of an unfinished page begins at a
  /// multiple of it.
  public static final int PAGE = 64 << 10;

  private final boolean alike;
  private final long smallest;
  private final long least;
  private final int page;
  private final long largest;

  /// @param memory bytes for everything
  public PartSizes(long memory) {
    this(SMALLEST, LEAST, PAGE, memory);
  }

  /// For a store that wants parts of one size.
  public static PartSizes alike() {
    return alike(SMALLEST, PAGE);
  }

  /// The same of another size, for tests that write much in little.
  public static PartSizes alike(long size, int page) {
    return new PartSizes(size, size, page, size, true);
  }

  /// Other sizes, for tests that write much in little.
  ///
  /// @param smallest of the first parts
  /// @param least that the store takes, but for the last one of an object
  /// @param page the largest of a client
  public PartSizes(long smallest, long least, int page, long memory) {
    this(smallest, least, page, memory, false);
  }

  private PartSizes(long smallest, long least, int page, long memory, boolean alike) {
    this.alike = alike;
    this.smallest = smallest;
    this.least = least;
    this.page = page;
    this.largest = Math.clamp(memory / SHARE_OF_MEMORY, smallest, GREATEST);
  }

  /// The size of the first part; a file that fits into it is published whole.
  public long smallest() {
    return smallest;
  }

  /// The store takes no smaller parts, but for the last one of an object.
  public long least() {
    return least;
  }

  /// The largest page of a client, which it sends again as a whole.
  public int page() {
    return page;
  }

  /// The size of a part by its number.
  public long of(int number) {
    int doublings = Math.min((number - 1) / STEP, 30);
    return Math.min(smallest << doublings, largest);
  }

  /// How much of an object with so many bytes is copied at once: little, but for objects of which
  /// that would take too many parts.
  public long ofCopies(long bytes) {
    return alike ? smallest : Math.clamp(bytes / MOST_COPIES, COPY, GREATEST);
  }

  /// Up to where an object with so many bytes, which do not fit into the first part, is copied when
  /// a file goes on from it; the rest is read.
  public long copiedOf(long bytes) {
    long step = alike ? smallest : page;
    return (bytes - 1) / step * step;
  }

  /// Where a part of the grid lies.
  ///
  /// @param number of the part
  /// @param start its first byte in the file
  /// @param end behind its last byte
  public record Cell(int number, long start, long end) {}

  /// The part that holds an offset, if parts of full size follow from a cut on.
  ///
  /// @param number of the first part behind the cut
  /// @param cut where it begins, at most `offset`
  /// @return null if no part that S3 takes reaches so far
  @Nullable Cell cell(int number, long cut, long offset) {
    int first = number;
    long start = cut;
    while (first <= UploadedPart.MOST) {
      long size = of(first);
      int alike = Math.min(STEP - (first - 1) % STEP, UploadedPart.MOST + 1 - first);
      long steps = (offset - start) / size;
      if (steps < alike) {
        long begin = start + steps * size;
        return new Cell(first + (int) steps, begin, begin + size);
      }
      first += alike;
      start += alike * size;
    }
    return null;
  }

  /// The most bytes that a file can have.
  public long largestFile() {
    long sum = 0;
    for (int number = 1; number <= UploadedPart.MOST; number += STEP) {
      sum += Math.min(STEP, UploadedPart.MOST + 1 - number) * of(number);
    }
    return Math.min(sum, 5L << 40);
  }
}
