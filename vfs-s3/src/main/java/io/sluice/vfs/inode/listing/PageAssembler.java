package io.sluice.vfs.inode.listing;

import com.google.common.collect.Lists;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StrayBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a page of S3 of one level into a page of names, and hides what cannot be a name. Pure.
public final class PageAssembler {
  private final String directory;
  private final HiddenKeys hidden;

  /// @param directory the whole key of the directory: empty, or with `/` at its end
  public PageAssembler(String directory, HiddenKeys hidden) {
    this.directory = directory;
    this.hidden = hidden;
  }

  /// The page, or null if the server did not list in the order of bytes: then it proves nothing.
  ///
  /// @param after where the page was asked to begin
  /// @param askedAt when the request began
  public @Nullable ListingPage assemble(ListingPosition after, ListPage listed, long askedAt) {
    ListPage page = ofText(listed);
    List<byte[]> files = positions(Lists.transform(page.objects(), each -> each.key().text()));
    List<byte[]> directories = positions(page.commonPrefixes());
    if (!isInOrder(after, files) || !isInOrder(after, directories)) {
      return null;
    }
    Merged merged = new Merged(after);
    int file = 0;
    for (int i = 0; i < directories.size(); i++) {
      byte[] directory = directories.get(i);
      for (; file < files.size() && isBefore(files.get(file), directory); file++) {
        merged.add(files.get(file), page.objects().get(file));
      }
      merged.add(directory, null);
    }
    for (; file < files.size(); file++) {
      merged.add(files.get(file), page.objects().get(file));
    }
    ListingPosition through = page.isLast() ? null : last(after, files, directories);
    return ListingPage.of(after, through, merged.names, askedAt);
  }

  /// The page without keys that are not UTF-8, which are hidden: nobody can ask for them, and a
  /// listing cannot go on behind one of them.
  private ListPage ofText(ListPage page) {
    List<ObjectSummary> objects = new ArrayList<>(page.objects());
    List<String> prefixes = new ArrayList<>(page.commonPrefixes());
    objects.removeIf(object -> isHidden(object.key().text()));
    prefixes.removeIf(this::isHidden);
    boolean isAll =
        objects.size() == page.objects().size() && prefixes.size() == page.commonPrefixes().size();
    return isAll ? page : new ListPage(objects, prefixes, page.nextToken());
  }

  private boolean isHidden(String key) {
    boolean isHidden = StrayBytes.areIn(key);
    if (isHidden) {
      hidden.hide(directory, key.substring(directory.length()));
    }
    return isHidden;
  }

  /// Keys without the directory, in UTF-8.
  private List<byte[]> positions(List<String> keys) {
    List<byte[]> positions = new ArrayList<>(keys.size());
    for (String key : keys) {
      positions.add(key.substring(directory.length()).getBytes(StandardCharsets.UTF_8));
    }
    return positions;
  }

  private static boolean isBefore(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) < 0;
  }

  /// The names of a page, which come in the order of their positions, each position once.
  private final class Merged {
    final List<ListedName> names = new ArrayList<>();
    private ListingPosition last;

    Merged(ListingPosition after) {
      last = after;
    }

    /// Adds what is behind all that was added before, and can be a name.
    ///
    /// @param object null for a directory
    void add(byte[] bytes, @Nullable ObjectSummary object) {
      ListingPosition position = ListingPosition.ofKey(bytes);
      int length = object == null ? bytes.length - 1 : bytes.length;
      if (bytes.length == 0) {
        return; // the marker of the directory itself
      }
      if (!FileName.isName(bytes, length)) {
        hidden.hide(directory, position.relativeKey());
      } else if (position.compareTo(last) > 0) {
        FileName name = FileName.of(bytes, 0, length);
        names.add(
            object == null
                ? new ListedName(name, FileType.DIRECTORY, null)
                : new ListedName(name, FileType.REGULAR, ObjectFacts.of(object)));
        last = position;
      }
    }
  }

  /// The page of a whole directory, listed in whatever order.
  public ListingPage assembleAll(ListPage all, long askedAt) {
    return ListingPage.of(
        ListingPosition.START, null, ListingPage.sorted(names(ofText(all))), askedAt);
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

  /// A server may give the directory once more after which it should go on.
  private static boolean isInOrder(ListingPosition after, List<byte[]> keys) {
    ListingPosition before = after;
    for (byte[] key : keys) {
      ListingPosition position = ListingPosition.ofKey(key);
      if (position.compareTo(before) < 0 && key.length > 0) {
        return false;
      }
      before = position;
    }
    return true;
  }

  /// The last position that was listed, which is behind `after`.
  private static ListingPosition last(
      ListingPosition after, List<byte[]> files, List<byte[]> directories) {
    ListingPosition last = after;
    if (!files.isEmpty()) {
      last = later(last, ListingPosition.ofKey(files.getLast()));
    }
    if (!directories.isEmpty()) {
      last = later(last, ListingPosition.ofKey(directories.getLast()));
    }
    return last;
  }

  private static ListingPosition later(ListingPosition one, ListingPosition other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
