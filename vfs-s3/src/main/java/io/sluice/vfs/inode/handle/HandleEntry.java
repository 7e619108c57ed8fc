package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;

/// What the handle table keeps of an id.
///
/// @param place where the id stands, or stood
/// @param generation of the id: 0 for the first file of its name, one more after each removal
/// @param live which generation of the name is the living one, as far as this entry knows: only
///   that of generation 0 is kept up to date
public record HandleEntry(FileId id, Place place, int generation, int live) {
  public HandleEntry {
    if (generation < 0 || live < generation) {
      throw new IllegalArgumentException("generation " + generation + ", live " + live);
    }
  }

  /// The entry of an id that is given out for the first time.
  static HandleEntry first(FileId id, Place place, int generation) {
    return new HandleEntry(id, place, generation, generation);
  }

  /// Whether it is that of this place in this generation, and not of another one that hashes alike.
  boolean isOf(Place other, int otherGeneration) {
    return generation == otherGeneration && place.equals(other);
  }

  /// The same, after the file that lived was removed.
  HandleEntry retired() {
    return new HandleEntry(id, place, generation, live + 1);
  }

  /// The same, with a former generation living again.
  HandleEntry revived(int former) {
    return new HandleEntry(id, place, generation, former);
  }
}
