package io.sluice.vfs.write.model;

import io.sluice.vfs.write.MemoryBucket;
import io.sluice.vfs.write.SessionLog;

/// What is wrong on purpose, around a sound server.
interface Fault {
  /// Nothing is.
  Fault NONE = new Fault() {};

  /// The bucket as a life of the server reaches it.
  default LifeBucket bucket(
      MemoryBucket bucket, Mishaps mishaps, LifeBucket.Witness witness, Runnable atDeath) {
    return new LifeBucket(bucket, mishaps, witness, atDeath);
  }

  /// What the next life finds of the log.
  default SessionLog forget(SessionLog log) {
    return log;
  }

  /// A WRITE was refused for want of memory.
  default void refused(StoryTime time) {}
}
