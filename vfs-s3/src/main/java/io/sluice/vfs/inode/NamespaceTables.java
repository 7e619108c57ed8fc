package io.sluice.vfs.inode;

import io.sluice.vfs.FileId;
import io.sluice.vfs.inode.handle.InodeTable;
import io.sluice.vfs.inode.handle.Place;
import io.sluice.vfs.inode.listing.DirectoryTimes;
import io.sluice.vfs.inode.listing.HiddenKeys;
import io.sluice.vfs.inode.listing.ListingCache;
import io.sluice.vfs.inode.listing.ListingPage;
import io.sluice.vfs.inode.local.LocalDirectories;
import io.sluice.vfs.inode.local.LocalFiles;
import io.sluice.vfs.inode.local.SillyFiles;

/// Everything that one export remembers of its names, each table bounded.
///
/// @param prefix of every key of the export, empty or with `/` at its end
/// @param local directories that exist through this mount only
/// @param files those that exist through this mount only, since they are being written
/// @param silly files that were removed while a client had them open
/// @param own what this mount changed in S3
record NamespaceTables(
    String prefix,
    InodeTable inodes,
    ListingCache listings,
    SeenNames seen,
    DirectoryTimes times,
    HiddenKeys hidden,
    ServerOrder order,
    LocalDirectories local,
    LocalFiles files,
    SillyFiles silly,
    OwnChanges own) {
  /// Empty tables but for the local directories.
  static NamespaceTables of(
      String prefix,
      InodeTable inodes,
      LocalDirectories local,
      boolean listsInOrder,
      NamespaceOptions options) {
    long bytes = options.tableBytes();
    DirectoryTimes times = new DirectoryTimes(options.clock(), options.ticker(), bytes / 6);
    ListingCache listings = new ListingCache(2 * bytes / 3, times);
    OwnChanges own = new OwnChanges();
    SeenNames seen = new SeenNames(listings, times, own, bytes / 6);
    return new NamespaceTables(
        prefix,
        inodes,
        listings,
        seen,
        times,
        new HiddenKeys(),
        new ServerOrder(listsInOrder),
        local,
        new LocalFiles(local, options.clock()),
        new SillyFiles(local),
        own);
  }

  /// Takes in what S3 told of a directory.
  ///
  /// @return how many of its names other pages had shown before
  int keep(FileId directory, ListingPage page) {
    int known = listings.put(directory, page);
    if (own.superseded(directory, page)) {
      times.touch(directory);
    }
    if (page.size() > 0) {
      if (local.holds(directory)) {
        becameOrdinary(directory, page.askedAt());
      }
      exists(directory, page.askedAt());
    }
    return known;
  }

  /// A directory has names: it is not absent, whatever an older look at its parent showed.
  void exists(FileId directory, long askedAt) {
    Place place = inodes.find(directory);
    while (place != null) {
      Seen before = seen.newest(place);
      if (before != null && (before.exists() || before.askedAt() - askedAt >= 0)) {
        return;
      }
      if (before != null) {
        seen.saw(place, Seen.directory(true, askedAt));
      }
      place = inodes.find(place.parent());
    }
  }

  /// A local directory has names in S3: it is an ordinary one from now on, and so are those above
  /// it. Listings of those from before may lack them.
  private void becameOrdinary(FileId directory, long askedAt) {
    Place made = inodes.find(directory);
    Place place = made;
    while (place != null && local.holds(place)) {
      seen.made(place, Seen.directory(true, askedAt));
      place = inodes.find(place.parent());
    }
    if (made != null) {
      local.becameOrdinary(made, askedAt);
    }
  }

  /// The path of a name below the root of the export, without a `/` at its end.
  String path(Place place) {
    return inodes.path(place.parent()) + place.name().text().orElseThrow();
  }
}
