package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListedName;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.listing.ListingPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What clients see of one page of S3's names, from a position on: without the files that a
/// directory of their name hides, and with the directories that only this mount has.
final class VisibleNames {
  private final FileId directory;
  private final ListingPage page;
  private final ListingPosition from;
  private final int most;
  private final DirectoryReader reader;
  private final NamespaceTables tables;
  private final List<FileName> local;

  /// What this mount had changed after the page was asked for, by position.
  private final NavigableMap<ListingPosition, OwnChanges.Change> changes;

  /// Whether files are in the directory that are not in S3.
  private final boolean hasFiles;

  private final List<ListedName> taken = new ArrayList<>();

  /// The last position up to which everything that is visible was taken; null for the end of the
  /// directory.
  private @Nullable ListingPosition through;

  /// @param page that tells what comes after `from`
  /// @param most names to take, at least 1
  /// @param reader asked for the page behind, where a directory may hide the last file of this one
  VisibleNames(
      FileId directory,
      ListingPage page,
      ListingPosition from,
      int most,
      DirectoryReader reader,
      NamespaceTables tables) {
    this.directory = directory;
    this.page = page;
    this.from = from;
    this.most = most;
    this.reader = reader;
    this.tables = tables;
    this.local = tables.local().names(directory);
    // in this order, as a file that is published becomes a change, and then is none in writing
    this.hasFiles = tables.files().areIn(directory);
    this.changes = changes();
    this.through = from;
  }

  private NavigableMap<ListingPosition, OwnChanges.Change> changes() {
    return tables.own().notIn(directory, page.askedAt(), from, page.through());
  }

  /// Takes the names.
  VisibleNames take() {
    int index = page.firstAfter(from);
    int first = index;
    while (index < page.size() && taken.size() < most && take(index)) {
      index++;
    }
    if (index == page.size()) {
      through = page.through();
    } else if (index > first) {
      through = page.position(index - 1);
    }
    addOurs();
    return this;
  }

  List<ListedName> names() {
    return taken;
  }

  @Nullable ListingPosition through() {
    return through;
  }

  /// Takes a name unless it is hidden; false if that takes another page while there are names to
  /// answer with.
  private boolean take(int index) {
    ListedName name = page.get(index);
    if (!changes.isEmpty() && changes.containsKey(name.position())) {
      return true;
    }
    if (name.isDirectory()) {
      taken.add(name);
      becomesOrdinary(name);
      return true;
    }
    if (isReplacedHere(name)) {
      return true;
    }
    boolean mayBeHidden = mayBeHidden(index, name);
    boolean isDecidedHere =
        page.covers(ListingPosition.of(name.name(), FileType.DIRECTORY)) || taken.isEmpty();
    if (mayBeHidden && !isDecidedHere) {
      return false;
    }
    if (!mayBeHidden || !reader.isShadowed(directory, page, name.name())) {
      taken.add(name);
    }
    return true;
  }

  /// Whether this mount has another file of the name, or none.
  private boolean isReplacedHere(ListedName file) {
    if (!hasFiles && tables.silly().isEmpty()) {
      return false;
    }
    Place place = new Place(directory, file.name(), FileType.REGULAR);
    return tables.files().facts(place) != null
        || tables.silly().under(place) != null
        || tables.silly().hides(place, file.facts());
  }

  /// All names between a file and the directory of its name begin with that name, so a next one
  /// that does not settles it.
  private boolean mayBeHidden(int index, ListedName file) {
    boolean mayStandBehind =
        index + 1 < page.size() ? page.startsWith(index + 1, file.name()) : !page.reachesEnd();
    return mayStandBehind || !local.isEmpty() || !changes.isEmpty();
  }

  /// A local directory that S3 shows is an ordinary one.
  private void becomesOrdinary(ListedName directoryOfS3) {
    if (!local.isEmpty() && local.contains(directoryOfS3.name())) {
      Place place = new Place(directory, directoryOfS3.name(), FileType.DIRECTORY);
      tables.local().becameOrdinary(place, page.askedAt());
    }
  }

  /// Adds what exists by this mount's doing, up to where S3's names are decided. One more of a kind
  /// than fits tells that it goes on.
  private void addOurs() {
    if (local.isEmpty() && changes.isEmpty() && !hasFiles) {
      return;
    }
    List<ListedName> both = new ArrayList<>(taken);
    local.stream()
        .map(name -> new ListedName(name, FileType.DIRECTORY, null))
        .filter(this::isInside)
        .forEach(both::add);
    tables
        .files()
        .between(directory, from, through)
        .filter(this::isSeen)
        .limit(most + 1L)
        .forEach(both::add);
    // after those in writing, of which some may have been published meanwhile
    putSince().filter(this::isSeen).limit(most + 1L).forEach(both::add);
    List<ListedName> sorted = ListingPage.sorted(both);
    taken.clear();
    taken.addAll(sorted.subList(0, Math.min(most, sorted.size())));
    if (taken.size() < sorted.size()) {
      through = taken.getLast().position();
    }
  }

  private boolean isSeen(ListedName name) {
    return name.isDirectory() || !reader.isShadowed(directory, page, name.name());
  }

  /// What this mount put into S3 since, and no file in writing replaces, in order. With what was
  /// published while the names were taken; what was known before may be forgotten by now.
  private Stream<ListedName> putSince() {
    NavigableMap<ListingPosition, OwnChanges.Change> known = new TreeMap<>(changes);
    known.putAll(changes());
    return known.values().stream()
        .filter(change -> change.seen().exists())
        .map(change ->
            new ListedName(change.place().name(), change.place().type(), change.seen().facts()))
        .takeWhile(name -> through == null || name.position().compareTo(through) <= 0)
        .filter(name -> name.isDirectory() || !isReplacedHere(name));
  }

  private boolean isInside(ListedName name) {
    ListingPosition position = name.position();
    return position.compareTo(from) > 0 && (through == null || position.compareTo(through) <= 0);
  }
}
