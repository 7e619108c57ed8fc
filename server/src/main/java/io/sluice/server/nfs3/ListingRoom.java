package io.sluice.server.nfs3;

import io.sluice.vfs.FileSystemLimits;
import java.util.ArrayList;
import java.util.List;

/// The entries of one listing reply, as many as the client has room for, counted in exact bytes.
final class ListingRoom {
  private final List<Entry3> entries = new ArrayList<>();
  private final int leastEntry;
  private long bytes;
  private long nameBytes;
  private boolean full;

  /// @param bytes the client's room for the results without their status
  /// @param nameBytes its room for fileids, names and cookies; the first entry may exceed it, as no
  ///   client is helped by an error there
  /// @param leastEntry the bytes of the smallest entry
  ListingRoom(long bytes, long nameBytes, int leastEntry) {
    this.bytes = Math.min(bytes, FileSystemLimits.LARGEST_TRANSFER) - ListingReply.FRAME;
    this.nameBytes = nameBytes;
    this.leastEntry = leastEntry;
    full = this.bytes < leastEntry;
  }

  /// Adds an entry, or leaves it out because it does not fit: then nothing is added any more.
  boolean add(Entry3 entry) {
    full = full || entry.size() > bytes || (entry.nameSize() > nameBytes && !entries.isEmpty());
    if (full) {
      return false;
    }
    entries.add(entry);
    bytes -= entry.size();
    nameBytes -= entry.nameSize();
    full = bytes < leastEntry || nameBytes <= 0;
    return true;
  }

  boolean isFull() {
    return full;
  }

  /// How many entries can follow at most.
  int most() {
    return full ? 0 : (int) (bytes / leastEntry);
  }

  List<Entry3> entries() {
    return entries;
  }
}
