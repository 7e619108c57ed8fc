package io.sluice.vfs.inode;

import java.util.function.LongSupplier;

/// Everything that one export remembers of its names, each table bounded.
///
/// @param prefix of every key of the export, empty or with `/` at its end
/// @param local directories that exist through this mount only
record NamespaceTables(
    String prefix,
    InodeTable inodes,
    ListingCache listings,
    SeenNames seen,
    DirectoryTimes times,
    HiddenKeys hidden,
    ServerOrder order,
    LocalNames local) {
  /// Empty tables.
  ///
  /// @param listingBytes that listings may take at this time
  static NamespaceTables of(
      String prefix,
      InodeTable inodes,
      DirectoryTimes times,
      LocalNames local,
      LongSupplier listingBytes) {
    ListingCache listings = new ListingCache(listingBytes, times);
    SeenNames seen = new SeenNames(listings, times);
    return new NamespaceTables(
        prefix, inodes, listings, seen, times, new HiddenKeys(), new ServerOrder(), local);
  }

  /// The path of a name below the root of the export, without a `/` at its end.
  String path(Place place) {
    return inodes.path(place.parent()) + place.name().text().orElseThrow();
  }
}
