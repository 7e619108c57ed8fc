package io.sluice.vfs.inode;

import io.sluice.vfs.s3.HeadOutcome;
import io.sluice.vfs.s3.ListPage;
import org.jspecify.annotations.Nullable;

/// Where names come from when no table knows them: S3, or, for callers that must not wait, nobody.
/// Paths are below the root of the export, those of directories with `/` at their end.
interface NameSource {
  /// The most that S3 gives in one page.
  int PAGE = 1000;

  /// What S3 has of a name.
  ///
  /// @param isDirectory whether a key begins with the path and `/`
  record Probe(HeadOutcome file, boolean isDirectory) {}

  /// Asks for a name of which nothing is known: HeadObject of the path, ListObjectsV2 of what is
  /// below it, side by side.
  Probe probe(String path);

  /// HeadObject.
  HeadOutcome head(String path);

  /// Whether any key is below a directory: ListObjectsV2 with one key.
  boolean isDirectory(String path);

  /// ListObjectsV2 of one level, a page of [#PAGE].
  ///
  /// @param after where the page begins, the name there excluded
  /// @param token goes on from the page before it; null to begin at `after`
  ListPage list(String path, ListingPosition after, @Nullable String token);
}
