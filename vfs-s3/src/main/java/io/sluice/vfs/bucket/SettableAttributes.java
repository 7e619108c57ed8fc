package io.sluice.vfs.bucket;

import io.sluice.vfs.AttributeChanges;
import io.sluice.vfs.FileAttributes;
import io.sluice.vfs.TimeChange;
import io.sluice.vfs.write.log.SessionRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a client wants the attributes of a file in writing to be.
final class SettableAttributes {
  private SettableAttributes() {}

  /// The attributes after these changes, its size aside.
  static SessionRecord.Attributes changed(
      SessionRecord.Attributes before, AttributeChanges changes, Instant now) {
    return new SessionRecord.Attributes(
        changes.mode() == null ? before.mode() : changes.mode(),
        changes.uid() == null ? before.uid() : changes.uid(),
        changes.gid() == null ? before.gid() : changes.gid(),
        time(changes.mtime(), before.mtime(), now),
        time(changes.atime(), before.atime(), now),
        before.ctime());
  }

  private static @Nullable Instant time(TimeChange change, @Nullable Instant before, Instant now) {
    return switch (change) {
      case TimeChange.Keep() -> before;
      case TimeChange.Now() -> now;
      case TimeChange.To(Instant time) -> time;
    };
  }

  /// Whether nothing but the size is to change.
  static boolean isOnlySize(AttributeChanges changes) {
    return changes.mode() == null
        && changes.uid() == null
        && changes.gid() == null
        && changes.mtime() instanceof TimeChange.Keep
        && changes.atime() instanceof TimeChange.Keep;
  }

  /// Those of a file that is emptied, to be written anew.
  static SessionRecord.Attributes emptied(FileAttributes there, Instant now) {
    return of(there, now).writtenAt(now);
  }

  /// Those of a file that is to be gone on with.
  static SessionRecord.Attributes of(FileAttributes there, Instant now) {
    return new SessionRecord.Attributes(
        there.mode(), there.uid(), there.gid(), there.mtime(), there.atime(), now);
  }
}
