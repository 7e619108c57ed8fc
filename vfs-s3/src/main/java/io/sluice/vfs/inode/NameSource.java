package io.sluice.vfs.inode;

import io.sluice.vfs.VfsException;
import io.sluice.vfs.inode.listing.ListingPosition;
import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;

/// Where names come from when no table knows them: S3, or, for callers that must not wait, nobody.
/// Paths are below the root of the export, those of directories with `/` at their end.
interface NameSource {
  /// The most that S3 gives in one page.
  int PAGE = 1000;

  /// What S3 has of a name.
  ///
  /// @param isDirectory whether a key begins with the path and `/`
  record Probe(HeadOutcome file, boolean isDirectory) {}

  /// Returns if the caller may wait for S3.
  ///
  /// @throws VfsException `NOT_AT_HAND` if not
  void requireMayWait();

  /// Asks for a name of which nothing is known: HeadObject of the path, ListObjectsV2 of what is
  /// below it, side by side.
  Answer<Probe> probe(String path);

  /// HeadObject.
  Answer<HeadOutcome> head(String path);

  /// Whether any key is below a directory: ListObjectsV2 with one key.
  Answer<Boolean> isDirectory(String path);

  /// ListObjectsV2 of one level, a page of [#PAGE]: what stands after a position. More than one
  /// request only if the server answers with pages of nothing.
  Answer<ListPage> list(String path, ListingPosition after);

  /// ListObjectsV2 of all levels below a directory, a page of [#PAGE].
  ///
  /// @param after a key below the directory, not necessarily there; itself excluded
  Answer<ListPage> listFlat(String path, String after);

  /// All of one level, whatever the order in which the server lists: as many requests as it takes.
  Answer<ListPage> listAll(String path);
}
