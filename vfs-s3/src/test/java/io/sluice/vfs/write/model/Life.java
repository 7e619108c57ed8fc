package io.sluice.vfs.write.model;

import io.sluice.vfs.write.MemoryBucket;
import io.sluice.vfs.write.SessionSettings;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.SmallParts;
import io.sluice.vfs.write.log.SessionLog;
import java.util.concurrent.atomic.AtomicReference;

/// The server from one start to the next kill.
///
/// @param number of the life, which is its write verifier, too
/// @param left what the log holds when it died
record Life(
    int number,
    Sessions sessions,
    LifeBucket bucket,
    SmallSlab slab,
    AtomicReference<SessionLog> left) {
  /// Starts the server over what a former life left.
  static Life start(
      int number,
      Fault fault,
      SessionLog log,
      MemoryBucket bucket,
      Mishaps mishaps,
      LifeBucket.Witness witness,
      StoryTime time,
      SessionSettings.CloseBy close) {
    AtomicReference<SessionLog> left = new AtomicReference<>(log);
    SmallSlab slab = new SmallSlab();
    LifeBucket mine = fault.bucket(bucket, mishaps, witness, () -> left.set(SmallParts.copy(log)));
    Sessions sessions = SmallParts.open(mine, slab, log, close, number, time.clock(), time::ticker);
    return new Life(number, sessions, mine, slab, left);
  }
}
