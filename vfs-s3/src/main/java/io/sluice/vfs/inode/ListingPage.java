package io.sluice.vfs.inode;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stretch of a directory's listing: everything after `after` up to and including `through`, or
/// to the end.
///
/// @param names in the order of their positions
/// @param undecided names behind `through` that belong to the next page: files that a directory
///   further on may shadow
/// @param nextToken of S3, which goes on behind the undecided ones; null at the end
/// @param inOrder whether S3 listed in the order of bytes; if not, the page proves nothing about
///   names that it lacks
/// @param askedAt ticker nanoseconds when the request began: what it shows is not older
public record ListingPage(
    ListingPosition after,
    ListingPosition through,
    List<ListedName> names,
    List<ListedName> undecided,
    @Nullable String nextToken,
    boolean inOrder,
    long askedAt) {
  public ListingPage {
    names = List.copyOf(names);
    undecided = List.copyOf(undecided);
  }

  /// Whether the directory ends with this page.
  public boolean reachesEnd() {
    return nextToken == null;
  }

  /// Whether a name at this position would be in this page.
  public boolean covers(ListingPosition position) {
    return inOrder
        && position.compareTo(after) > 0
        && (reachesEnd() || position.compareTo(through) <= 0);
  }

  /// Whether what comes directly after this position is in this page.
  public boolean goesOnAfter(ListingPosition position) {
    return position.compareTo(after) >= 0 && (reachesEnd() || position.compareTo(through) < 0);
  }

  /// The entry of this name and type, or null.
  public @Nullable ListedName find(FileName name, FileType type) {
    ListingPosition position = ListingPosition.of(name, type);
    int index = firstAfter(position) - 1;
    return index >= 0 && names.get(index).position().equals(position) ? names.get(index) : null;
  }

  /// The names that stand after a position.
  public List<ListedName> namesAfter(ListingPosition position) {
    return names.subList(firstAfter(position), names.size());
  }

  /// The index of the first name after a position, by halving.
  private int firstAfter(ListingPosition position) {
    int low = 0;
    int high = names.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (names.get(middle).position().compareTo(position) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether both show the same, whenever they were asked for.
  public boolean showsTheSameAs(ListingPage other) {
    return names.equals(other.names)
        && undecided.equals(other.undecided)
        && reachesEnd() == other.reachesEnd();
  }
}
