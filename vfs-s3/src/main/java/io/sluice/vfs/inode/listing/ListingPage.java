package io.sluice.vfs.inode.listing;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stretch of a directory as S3 has it: everything after one position up to and including
/// another, or to the end. Within it, it proves both what is there and what is not. Files that a
/// directory of their name shadows are in it. Immutable.
public final class ListingPage {
  /// Heap around the packed names: this object, its positions, its places in the tables.
  private static final int FRAME = 330;

  private final ListingPosition after;
  private final @Nullable ListingPosition through;
  private final PackedNames packed;
  private final int from;
  private final int to;
  private final long askedAt;

  private ListingPage(
      ListingPosition after,
      @Nullable ListingPosition through,
      PackedNames packed,
      int from,
      int to,
      long askedAt) {
    this.after = after;
    this.through = through;
    this.packed = packed;
    this.from = from;
    this.to = to;
    this.askedAt = askedAt;
  }

  /// A stretch with these names.
  ///
  /// @param through its last position; null if the directory ends with it
  /// @param names all that is in it, in the order of their positions, each position once
  /// @param askedAt ticker nanoseconds when the request began: what it shows is not older
  public static ListingPage of(
      ListingPosition after,
      @Nullable ListingPosition through,
      List<ListedName> names,
      long askedAt) {
    return new ListingPage(after, through, PackedNames.of(names), 0, names.size(), askedAt);
  }

  /// A position that stands before the first name.
  public ListingPosition after() {
    return after;
  }

  /// The last position of which this tells; null if it reaches the end.
  public @Nullable ListingPosition through() {
    return through;
  }

  /// Ticker nanoseconds when the request began: what it shows is not older.
  public long askedAt() {
    return askedAt;
  }

  /// How many names there are.
  public int size() {
    return to - from;
  }

  /// The name at an index.
  public ListedName get(int index) {
    return packed.get(from + index);
  }

  /// Where the name at an index stands.
  public ListingPosition position(int index) {
    return packed.position(from + index);
  }

  /// Whether the name at an index begins with another.
  public boolean startsWith(int index, FileName beginning) {
    return packed.startsWith(from + index, beginning);
  }

  /// Whether the directory ends with this page.
  public boolean reachesEnd() {
    return through == null;
  }

  /// Whether no position is in it.
  boolean isEmptyStretch() {
    return through != null && through.compareTo(after) <= 0;
  }

  /// Whether a name at this position would be in this page.
  public boolean covers(ListingPosition position) {
    return position.compareTo(after) > 0 && (through == null || position.compareTo(through) <= 0);
  }

  /// Whether what comes directly after this position is in this page.
  public boolean goesOnAfter(ListingPosition position) {
    return position.compareTo(after) >= 0 && (through == null || position.compareTo(through) < 0);
  }

  /// The entry of this name and type, or null.
  public @Nullable ListedName find(FileName name, FileType type) {
    ListingPosition position = ListingPosition.of(name, type);
    int index = firstAfter(position) - 1;
    return index >= 0 && packed.compare(from + index, position) == 0 ? get(index) : null;
  }

  /// The index of the first name after a position; the number of names if there is none.
  public int firstAfter(ListingPosition position) {
    return Math.clamp(packed.firstAfter(position), from, to) - from;
  }

  /// The part between two positions, both within this page.
  ///
  /// @param end its last position; null for all to the end of this page
  ListingPage between(ListingPosition start, @Nullable ListingPosition end) {
    int first = from + firstAfter(start);
    int last = end == null ? to : from + firstAfter(end);
    ListingPosition through = end == null ? this.through : end;
    boolean isMuchSmaller = 2 * (last - first) < packed.size();
    return isMuchSmaller
        ? new ListingPage(
            start, through, packed.copy(first, last), 0, Math.max(0, last - first), askedAt)
        : new ListingPage(start, through, packed, first, Math.max(first, last), askedAt);
  }

  /// Whether both have the same names from the later beginning to the earlier end of the two.
  boolean agreesWith(ListingPage other) {
    ListingPosition start = later(after, other.after);
    int mine = firstAfter(start);
    int others = other.firstAfter(start);
    int count = countThrough(earlier(through, other.through)) - mine;
    int otherCount = other.countThrough(earlier(through, other.through)) - others;
    return count == otherCount
        && (count <= 0 || packed.sameAs(from + mine, other.packed, other.from + others, count));
  }

  /// How many names both have a position for: those of this page that stand within the other.
  int namesWithin(ListingPage other) {
    return countThrough(other.through) - firstAfter(other.after);
  }

  private int countThrough(@Nullable ListingPosition end) {
    return end == null ? size() : firstAfter(end);
  }

  private static ListingPosition later(ListingPosition one, ListingPosition other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /// The earlier of two ends, where null is the end of the directory.
  static @Nullable ListingPosition earlier(
      @Nullable ListingPosition one, @Nullable ListingPosition other) {
    return one == null ? other : other == null || one.compareTo(other) <= 0 ? one : other;
  }

  /// The memory that this takes, its places in tables included.
  int heapBytes() {
    return FRAME + packed.heapBytes();
  }

  /// All names, in their order.
  public List<ListedName> names() {
    List<ListedName> names = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      names.add(get(i));
    }
    return names;
  }

  /// The names of a list in their order, each position once.
  public static List<ListedName> sorted(List<ListedName> names) {
    List<ListedName> sorted = new ArrayList<>(names);
    sorted.sort(Comparator.comparing(ListedName::position));
    for (int i = sorted.size() - 1; i > 0; i--) {
      if (sorted.get(i).position().equals(sorted.get(i - 1).position())) {
        sorted.remove(i);
      }
    }
    return sorted;
  }
}
