package io.sluice.vfs.inode;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a page of S3 into a page of names: hides what cannot be a name, lets a directory shadow
/// the file of its name, and holds back the files of which that is not known yet.
///
/// S3 lists `d`, `d-x`, `d/`: a page may end between file `d` and the directory that shadows it.
/// Such a file goes into the next page. Pure; one page at a time.
final class PageAssembler {
  private final String directory;
  private final HiddenKeys hidden;

  /// @param directory the whole key of the directory: empty, or with `/` at its end
  PageAssembler(String directory, HiddenKeys hidden) {
    this.directory = directory;
    this.hidden = hidden;
  }

  /// @param after where the page begins
  /// @param carried what the page before held back
  /// @param askedAt when the request began
  ListingPage assemble(
      ListingPosition after, List<ListedName> carried, ListPage page, long askedAt) {
    List<ListedName> names = new ArrayList<>(carried);
    boolean inOrder = addNames(names, page) && !beginsBefore(after, page);
    names.removeIf(name -> name.position().compareTo(after) <= 0);
    names.sort(Comparator.comparing(ListedName::position));
    List<ListedName> shown = withoutShadowed(names);
    if (page.isLast()) {
      return new ListingPage(
          after, lastPosition(after, shown), shown, List.of(), null, inOrder, askedAt);
    }
    ListingPosition last = lastListed(page, after);
    int undecided = firstUndecided(shown, last);
    ListingPosition through =
        undecided == shown.size() ? last : lastPosition(after, shown.subList(0, undecided));
    return new ListingPage(
        after,
        through,
        shown.subList(0, undecided),
        shown.subList(undecided, shown.size()),
        page.nextToken(),
        inOrder,
        askedAt);
  }

  /// Adds what can be shown; false if S3 did not list in the order of bytes.
  private boolean addNames(List<ListedName> names, ListPage page) {
    for (ObjectSummary object : page.objects()) {
      String relative = object.key().text().substring(directory.length());
      if (!relative.isEmpty()) {
        add(names, relative, relative, FileType.REGULAR, ObjectFacts.of(object));
      }
    }
    for (String prefix : page.commonPrefixes()) {
      String relative = prefix.substring(directory.length());
      add(names, relative, relative.substring(0, relative.length() - 1), FileType.DIRECTORY, null);
    }
    return isInOrder(page.objects().stream().map(object -> object.key().text()).toList())
        && isInOrder(page.commonPrefixes());
  }

  /// Whether a key stands before the place where the page should begin.
  private boolean beginsBefore(ListingPosition after, ListPage page) {
    return Stream.concat(
            page.objects().stream().map(object -> object.key().text()).limit(1),
            page.commonPrefixes().stream().limit(1))
        .map(key -> ListingPosition.of(key.substring(directory.length())))
        .anyMatch(position -> position.compareTo(after) < 0);
  }

  private static boolean isInOrder(List<String> keys) {
    ListingPosition before = ListingPosition.START;
    for (String key : keys) {
      ListingPosition position = ListingPosition.of(key);
      if (position.compareTo(before) < 0) {
        return false;
      }
      before = position;
    }
    return true;
  }

  private void add(
      List<ListedName> names,
      String relative,
      String name,
      FileType type,
      @Nullable ObjectFacts facts) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (FileName.isName(bytes)) {
      names.add(new ListedName(FileName.of(bytes), type, facts));
    } else {
      hidden.hide(directory, relative);
    }
  }

  private static List<ListedName> withoutShadowed(List<ListedName> names) {
    Set<FileName> directories = new HashSet<>();
    names.stream().filter(ListedName::isDirectory).forEach(name -> directories.add(name.name()));
    Set<ListingPosition> seen = new HashSet<>();
    return names.stream()
        .filter(name -> name.isDirectory() || !directories.contains(name.name()))
        .filter(name -> seen.add(name.position()))
        .toList();
  }

  private ListingPosition lastListed(ListPage page, ListingPosition after) {
    ListingPosition last = after;
    if (!page.objects().isEmpty()) {
      last = later(last, page.objects().getLast().key().text());
    }
    if (!page.commonPrefixes().isEmpty()) {
      last = later(last, page.commonPrefixes().getLast());
    }
    return last;
  }

  private ListingPosition later(ListingPosition position, String key) {
    ListingPosition other = ListingPosition.of(key.substring(directory.length()));
    return other.compareTo(position) > 0 ? other : position;
  }

  /// The index of the first file whose directory would stand behind the last key that was listed.
  private static int firstUndecided(List<ListedName> names, ListingPosition last) {
    for (int i = 0; i < names.size(); i++) {
      ListedName name = names.get(i);
      if (!name.isDirectory()
          && ListingPosition.of(name.name(), FileType.DIRECTORY).compareTo(last) > 0) {
        return i;
      }
    }
    return names.size();
  }

  private static ListingPosition lastPosition(ListingPosition after, List<ListedName> names) {
    return names.isEmpty() ? after : names.getLast().position();
  }
}
