package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What clients see of one page of S3's names, from a position on: without the files that a
/// directory of their name hides, and with the directories that only this mount has.
final class VisibleNames {
  private final FileId directory;
  private final ListingPage page;
  private final ListingPosition from;
  private final int most;
  private final DirectoryReader reader;
  private final List<FileName> local;
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
      LocalNames local) {
    this.directory = directory;
    this.page = page;
    this.from = from;
    this.most = most;
    this.reader = reader;
    this.local = local.names(directory);
    this.through = from;
  }

  /// Takes the names.
  VisibleNames take() {
    int index = page.firstAfter(from);
    while (index < page.size() && taken.size() < most && take(index)) {
      through = page.get(index).position();
      index++;
    }
    if (index == page.size()) {
      through = page.through();
    }
    addLocal();
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
    if (name.isDirectory()) {
      taken.add(name);
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

  /// All names between a file and the directory of its name begin with that name, so a next one
  /// that does not settles it.
  private boolean mayBeHidden(int index, ListedName file) {
    boolean mayStandBehind =
        index + 1 < page.size()
            ? page.get(index + 1).name().startsWith(file.name())
            : !page.reachesEnd();
    return mayStandBehind || local.contains(file.name());
  }

  /// Adds the directories that only this mount has, up to where S3's names are decided.
  private void addLocal() {
    if (local.isEmpty()) {
      return;
    }
    List<ListedName> both = new ArrayList<>(taken);
    for (FileName name : local) {
      ListedName listed = new ListedName(name, FileType.DIRECTORY, null);
      if (listed.position().compareTo(from) > 0 && isDecided(listed.position())) {
        both.add(listed);
      }
    }
    List<ListedName> sorted = ListingPage.sorted(both);
    taken.clear();
    taken.addAll(sorted.subList(0, Math.min(most, sorted.size())));
    if (taken.size() < sorted.size()) {
      through = taken.getLast().position();
    }
  }

  private boolean isDecided(ListingPosition position) {
    return through == null || position.compareTo(through) <= 0;
  }
}
