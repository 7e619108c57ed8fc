package io.sluice.vfs;

import java.util.List;

/// Some names of a directory in the order of the listing, `.` and `..` not among them.
///
/// @param entries at least one, unless the end is reached
/// @param reachedEnd whether no name comes after these
public record DirectoryPage(List<DirectoryEntry> entries, boolean reachedEnd) {
  public DirectoryPage {
    entries = List.copyOf(entries);
    if (entries.isEmpty() && !reachedEnd) {
      throw new IllegalArgumentException("an empty page ends the listing");
    }
  }
}
