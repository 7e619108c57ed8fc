package io.sluice.vfs.read;

import io.sluice.vfs.FileId;
import java.util.List;

/// The orders in which programs read the files of a directory, as far as its listing is in memory:
/// nobody waits here.
public interface SiblingOrders {
  /// The directory of a file.
  FileId directory(FileId file);

  /// The files that come after this one in the listing, the nearest first.
  List<Sibling> listed(FileId file, int most);

  /// The files whose names count on from this one's: after `f9` comes `f10`.
  List<Sibling> counted(FileId file, int most);
}
