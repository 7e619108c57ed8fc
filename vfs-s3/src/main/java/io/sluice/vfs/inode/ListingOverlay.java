package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lays over a page of S3 what exists through this mount only, and what this mount changed after S3
/// was asked.
final class ListingOverlay {
  private final LocalDirectories local;
  private final OwnChanges own;

  ListingOverlay(LocalDirectories local, OwnChanges own) {
    this.local = local;
    this.own = own;
  }

  /// The names of a page that stand after a position, as this mount shows them, in their order.
  List<ListedName> names(FileId directory, ListingPosition after, ListingPage page) {
    List<OwnChanges.Change> changes = own.notIn(directory, page.askedAt());
    List<FileName> directories = local.names(directory);
    directories.forEach(name -> becameOrdinary(directory, name, changes, page));
    List<ListedName> listed = page.namesAfter(after);
    if (directories.isEmpty() && changes.isEmpty()) {
      return listed;
    }
    List<ListedName> added = new ArrayList<>();
    directories.forEach(name -> added.add(new ListedName(name, FileType.DIRECTORY, null)));
    Set<ListingPosition> replaced = new HashSet<>();
    for (OwnChanges.Change change : changes) {
      Place place = change.place();
      replaced.add(ListingPosition.of(place.name(), place.type()));
      if (change.seen().exists() && !local.holds(place)) {
        added.add(new ListedName(place.name(), place.type(), change.seen().facts()));
      }
    }
    added.forEach(name -> replaced.add(name.position()));
    return merged(after, page, listed, added, replaced);
  }

  private static List<ListedName> merged(
      ListingPosition after,
      ListingPage page,
      List<ListedName> listed,
      List<ListedName> added,
      Set<ListingPosition> replaced) {
    Set<FileName> shadowing = new HashSet<>();
    added.stream().filter(ListedName::isDirectory).forEach(name -> shadowing.add(name.name()));
    List<ListedName> names = new ArrayList<>(listed);
    names.removeIf(name -> replaced.contains(name.position()));
    added.stream()
        .filter(name -> name.position().compareTo(after) > 0)
        .filter(name -> page.reachesEnd() || name.position().compareTo(page.through()) <= 0)
        .forEach(names::add);
    names.removeIf(name -> !name.isDirectory() && shadowing.contains(name.name()));
    names.sort(Comparator.comparing(ListedName::position));
    return names;
  }

  /// A local directory that S3 shows is an ordinary one, unless we removed what it shows.
  private void becameOrdinary(
      FileId directory, FileName name, List<OwnChanges.Change> changes, ListingPage page) {
    Place place = new Place(directory, name, FileType.DIRECTORY);
    if (page.find(name, FileType.DIRECTORY) != null
        && changes.stream().noneMatch(change -> change.place().equals(place))) {
      local.becameOrdinary(place, page.askedAt());
    }
  }
}
