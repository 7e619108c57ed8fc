package io.sluice.vfs.write.model;

import io.sluice.vfs.write.MemoryBucket;

/// What is wrong on purpose, around a sound server.
interface Fault {
  /// Nothing is.
  Fault NONE = new Fault() {};

  /// Nothing is, on a store that wants parts of one size.
  Fault NONE_WITH_PARTS_ALIKE =
      new Fault() {
        @Override
        public boolean wantsPartsAlike() {
          return true;
        }
      };

  /// Whether the store wants parts of one size.
  default boolean wantsPartsAlike() {
    return false;
  }

  /// The bucket as a life of the server reaches it.
  default LifeBucket bucket(
      MemoryBucket bucket, Mishaps mishaps, LifeBucket.Witness witness, Runnable atDeath) {
    return new LifeBucket(bucket, mishaps, witness, atDeath);
  }

  /// Where the server puts a WRITE that comes again after a restart.
  ///
  /// @param size of the file
  default long placeOfAgain(long offset, long size) {
    return offset;
  }

  /// A WRITE was refused for want of memory.
  default void refused(StoryTime time) {}
}
