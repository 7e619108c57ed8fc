package io.sluice.vfs.inode;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns a page of S3 of one level into a page of names, and hides what cannot be a name. Pure.
final class PageAssembler {
  private final String directory;
  private final HiddenKeys hidden;

  /// @param directory the whole key of the directory: empty, or with `/` at its end
  PageAssembler(String directory, HiddenKeys hidden) {
    this.directory = directory;
    this.hidden = hidden;
  }

  /// The page, or null if the server did not list in the order of bytes: then it proves nothing.
  ///
  /// @param after where the page was asked to begin
  /// @param askedAt when the request began
  @Nullable ListingPage assemble(ListingPosition after, ListPage page, long askedAt) {
    if (!isInOrder(after, page)) {
      return null;
    }
    List<ListedName> names = ListingPage.sorted(names(page));
    names.removeIf(name -> name.position().compareTo(after) <= 0);
    ListingPosition through = page.isLast() ? null : last(after, page);
    return ListingPage.of(after, through, names, askedAt);
  }

  /// The page of a whole directory, listed in whatever order.
  ListingPage assembleAll(ListPage all, long askedAt) {
    return ListingPage.of(ListingPosition.START, null, ListingPage.sorted(names(all)), askedAt);
  }

  private List<ListedName> names(ListPage page) {
    List<ListedName> names = new ArrayList<>();
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
    return names;
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

  private boolean isInOrder(ListingPosition after, ListPage page) {
    return isInOrder(after, page.objects().stream().map(object -> object.key().text()))
        && isInOrder(after, page.commonPrefixes().stream());
  }

  /// A server may give the directory once more after which it should go on.
  private boolean isInOrder(ListingPosition after, Stream<String> keys) {
    ListingPosition before = after;
    for (ListingPosition position : keys.map(this::position).toList()) {
      if (position.compareTo(before) < 0 && !position.equals(ListingPosition.START)) {
        return false;
      }
      before = position;
    }
    return true;
  }

  private ListingPosition position(String key) {
    return ListingPosition.of(key.substring(directory.length()));
  }

  /// The last position that was listed, which is behind `after`.
  private ListingPosition last(ListingPosition after, ListPage page) {
    ListingPosition last = after;
    if (!page.objects().isEmpty()) {
      last = later(last, position(page.objects().getLast().key().text()));
    }
    if (!page.commonPrefixes().isEmpty()) {
      last = later(last, position(page.commonPrefixes().getLast()));
    }
    return last;
  }

  private static ListingPosition later(ListingPosition one, ListingPosition other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
