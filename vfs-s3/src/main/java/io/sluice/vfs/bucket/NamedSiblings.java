package io.sluice.vfs.bucket;

import io.sluice.vfs.FileId;
import io.sluice.vfs.FileName;
import io.sluice.vfs.FileType;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.Inode;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.handle.FileIds;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.read.Sibling;
import io.sluice.vfs.read.SiblingOrders;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StorageTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The orders of files by what is in memory of their names. Answers with what there is: who asks
/// does without the rest.
final class NamedSiblings implements SiblingOrders {
  private final String prefix;
  private final Namespace names;

  /// @param prefix of every key, empty or with `/` at its end
  NamedSiblings(String prefix, Namespace names) {
    this.prefix = prefix;
    this.names = names.atHand();
  }

  @Override
  public FileId directory(FileId file) {
    Place place = names.inodes().place(file);
    return place == null ? FileIds.ROOT : place.parent();
  }

  @Override
  public List<Sibling> listed(FileId file, int most) {
    return atHand(
        file,
        (place, found) -> {
          ListingPosition from = ListingPosition.of(place.name(), FileType.REGULAR);
          names.filesInMemory(place.parent(), from, most).forEach(each -> add(each, found));
        });
  }

  @Override
  public List<Sibling> counted(FileId file, int most) {
    return atHand(
        file,
        (place, found) -> {
          String name = place.name().text().orElse("");
          for (int i = 0; i < most; i++) {
            name = CountedName.next(name);
            Optional<Inode> next =
                name.isEmpty() ? Optional.empty() : names.find(place.parent(), FileName.of(name));
            if (next.isEmpty()) {
              return;
            }
            add(next.get(), found);
          }
        });
  }

  /// Adds what it finds.
  private interface Search {
    void search(Place place, List<Sibling> found);
  }

  private List<Sibling> atHand(FileId file, Search search) {
    List<Sibling> found = new ArrayList<>();
    Place place = names.inodes().place(file);
    try {
      if (place != null) {
        search.search(place, found);
      }
    } catch (VfsException notAtHand) {
      // What was found before is true.
    }
    return found;
  }

  private void add(Inode inode, List<Sibling> found) {
    if (inode instanceof Inode.File file
        && file.facts().eTag() != null
        && file.facts().size() > 0
        && file.facts().tier() == StorageTier.READABLE) {
      ObjectKey key = new ObjectKey(prefix + names.inodes().path(file.id()));
      found.add(new Sibling(file.id(), key, file.facts().eTag(), file.facts().size()));
    }
  }
}
