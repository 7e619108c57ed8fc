package io.sluice.vfs.inode.listing;

import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.s3.ListPage;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.StrayBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns a page of keys of all levels below one directory into the pages of all directories that it
/// shows: whole ones where the keys before and behind belong to others, and a stretch of those in
/// which the page begins or ends. Pure; one page for each assembler.
public final class FlatAssembler {
  /// What the page tells of one directory.
  ///
  /// @param path below the directory that was listed, one name for each level; empty for itself
  public record Part(List<FileName> path, ListingPage page) {}

  /// A directory whose keys are being read. Its names come in their order.
  private static final class Open {
    final @Nullable FileName name;
    final ListingPosition after;

    /// Whether the page begins in it, so that no key in the page need show that it exists.
    final boolean wasOpen;

    final List<ListedName> names = new ArrayList<>();

    /// The last position of which a key was seen.
    ListingPosition last;

    Open(@Nullable FileName name, ListingPosition after, boolean wasOpen) {
      this.name = name;
      this.after = after;
      this.wasOpen = wasOpen;
      this.last = after;
    }
  }

  private final String directory;
  private final HiddenKeys hidden;
  private final long askedAt;
  private final List<Open> open = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private boolean isInOrder = true;

  /// @param directory the whole key of the directory that was listed
  /// @param askedAt when the request began
  public FlatAssembler(String directory, HiddenKeys hidden, long askedAt) {
    this.directory = directory;
    this.hidden = hidden;
    this.askedAt = askedAt;
  }

  /// The pages, or nothing if the server did not list in the order of bytes.
  ///
  /// @param after the key below the directory after which the page was asked to begin
  public List<Part> assemble(String after, ListPage page) {
    openWayTo(after);
    byte[] before = after.getBytes(StandardCharsets.UTF_8);
    for (ObjectSummary object : page.objects()) {
      String key = object.key().text().substring(directory.length());
      if (!StrayBytes.areIn(key)) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (Arrays.compareUnsigned(bytes, before) <= 0) {
          isInOrder = false;
          return List.of();
        }
        before = bytes;
      }
      add(key, object);
    }
    while (!open.isEmpty()) {
      close(page.isLast() ? null : open.getLast().last);
    }
    return parts;
  }

  /// Whether the page came in the order of bytes.
  public boolean isInOrder() {
    return isInOrder;
  }

  /// Opens the directories in which the page begins.
  private void openWayTo(String after) {
    String[] components = after.split("/", -1);
    @Nullable FileName name = null;
    for (int i = 0; i < components.length; i++) {
      boolean isDirectory = i < components.length - 1;
      String position = components[i] + (isDirectory ? "/" : "");
      open.add(new Open(name, ListingPosition.of(position), true));
      byte[] next = components[i].getBytes(StandardCharsets.UTF_8);
      if (!isDirectory || !FileName.isName(next)) {
        return;
      }
      name = FileName.of(next);
    }
  }

  private void add(String key, ObjectSummary object) {
    String[] components = key.split("/", -1);
    int files = components.length - 1;
    int depth = 0;
    while (depth < files && depth + 1 < open.size() && isOpen(depth + 1, components[depth])) {
      depth++;
    }
    while (open.size() > depth + 1) {
      close(null);
    }
    while (depth < files) {
      if (!enter(components[depth])) {
        hidden.hide(directory, key);
        return;
      }
      depth++;
    }
    addFile(key, components[files], object);
  }

  private boolean isOpen(int depth, String component) {
    return Objects.equals(open.get(depth).name, nameOf(component));
  }

  private static @Nullable FileName nameOf(String component) {
    if (StrayBytes.areIn(component)) {
      return null;
    }
    byte[] bytes = component.getBytes(StandardCharsets.UTF_8);
    return FileName.isName(bytes) ? FileName.of(bytes) : null;
  }

  /// Goes down into a directory that was not seen before; false if it cannot have a name.
  private boolean enter(String component) {
    Open parent = open.getLast();
    moveTo(component + "/");
    FileName name = nameOf(component);
    if (name == null) {
      return false;
    }
    parent.names.add(new ListedName(name, FileType.DIRECTORY, null));
    open.add(new Open(name, ListingPosition.START, false));
    return true;
  }

  private void addFile(String key, String component, ObjectSummary object) {
    if (component.isEmpty()) {
      return; // the marker of a directory that is open now
    }
    moveTo(component);
    FileName name = nameOf(component);
    if (name == null) {
      hidden.hide(directory, key);
    } else {
      open.getLast().names.add(new ListedName(name, FileType.REGULAR, ObjectFacts.of(object)));
    }
  }

  /// A key was seen in the innermost directory. One that is not UTF-8 has no position.
  private void moveTo(String relativeKey) {
    if (!StrayBytes.areIn(relativeKey)) {
      open.getLast().last = ListingPosition.of(relativeKey);
    }
  }

  /// Closes the innermost directory.
  ///
  /// @param through its last position that is told of; null for its end
  private void close(@Nullable ListingPosition through) {
    List<FileName> path = new ArrayList<>();
    open.stream().skip(1).forEach(one -> path.add(Objects.requireNonNull(one.name)));
    Open closed = open.removeLast();
    ListingPage page = ListingPage.of(closed.after, through, closed.names, askedAt);
    boolean mayBeGone = closed.wasOpen && closed.last.equals(ListingPosition.START);
    if (!page.isEmptyStretch() && !mayBeGone) {
      parts.add(new Part(path, page));
    }
  }
}
