package io.sluice.vfs.inode;

/// Everything that one export remembers of its names, each table bounded.
///
/// @param prefix of every key of the export, empty or with `/` at its end
/// @param local directories that exist through this mount only
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
    OwnChanges own) {
  /// Empty tables but for the local directories.
  static NamespaceTables of(
      String prefix, InodeTable inodes, LocalDirectories local, NamespaceOptions options) {
    long bytes = options.tableBytes();
    DirectoryTimes times = new DirectoryTimes(options.clock(), bytes / 6);
    ListingCache listings = new ListingCache(2 * bytes / 3, times);
    OwnChanges own = new OwnChanges();
    SeenNames seen = new SeenNames(listings, times, own, bytes / 6);
    return new NamespaceTables(
        prefix, inodes, listings, seen, times, new HiddenKeys(), new ServerOrder(), local, own);
  }

  /// The path of a name below the root of the export, without a `/` at its end.
  String path(Place place) {
    return inodes.path(place.parent()) + place.name().text().orElseThrow();
  }
}
