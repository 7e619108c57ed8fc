package io.sluice.server.nfs3;

import io.sluice.server.rpc.Reply;
import io.sluice.vfs.DirectoryEntry;
import io.sluice.vfs.DirectoryPage;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/// Fills the reply of READDIR or READDIRPLUS: `.` and `..`, then pages of the file system until the
/// client's room is used up or the directory ends. Some clients take a part-filled reply for the
/// end.
final class Listing {
  private static final long DOT = 1;
  private static final long DOT_DOT = 2;

  private final Target directory;
  private final ListingRoom room;
  private final boolean plus;

  Listing(Target directory, ListingRoom room, boolean plus) {
    this.directory = directory;
    this.room = room;
    this.plus = plus;
  }

  /// The reply that goes on after `cookie`; null if not even one entry has room.
  @Nullable Reply after(long cookie) {
    directory.requireInDirectory(Permissions.READ);
    if (cookie < 0) {
      throw new VfsException(VfsError.BAD_COOKIE, "cookies are positive");
    }
    // those from behind the names would be wrong: had it changed meanwhile, a client would keep old
    // names under the new time; where none are at hand, it asks for them by itself
    PostOpAttr before = directory.attributes();
    addDots(cookie);
    boolean eof = addNames(cookie <= DOT_DOT ? 0 : cookie);
    if (room.entries().isEmpty() && !eof) {
      return null;
    }
    return new ListingReply(before, room.entries(), eof);
  }

  private void addDots(long cookie) {
    FileId self = directory.id();
    if (cookie < DOT) {
      room.add(new Entry3(self.value(), Filename3.DOT, DOT, plus(self, directory.attributes())));
    }
    if (cookie < DOT_DOT && !room.isFull()) {
      FileId parent = directory.fileSystem().parent(self);
      room.add(
          new Entry3(
              parent.value(),
              Filename3.DOT_DOT,
              DOT_DOT,
              plus(parent, directory.attributes(parent))));
    }
  }

  /// Adds names from the seam's cookie `from` on; whether the directory ended.
  private boolean addNames(long from) {
    long cookie = from;
    while (!room.isFull()) {
      DirectoryPage page = directory.fileSystem().list(directory.id(), cookie, room.most());
      for (DirectoryEntry entry : page.entries()) {
        if (!room.add(entry(entry))) {
          return false;
        }
        cookie = entry.id().value();
      }
      if (page.reachedEnd()) {
        return true;
      }
    }
    return false;
  }

  private Entry3 entry(DirectoryEntry entry) {
    long id = entry.id().value();
    return new Entry3(
        id, Filename3.of(entry.name()), id, plus(entry.id(), directory.wire(entry.attributes())));
  }

  private Entry3.@Nullable Plus plus(FileId file, PostOpAttr attributes) {
    return plus ? new Entry3.Plus(attributes, new PostOpFh3(directory.handle(file))) : null;
  }
}
