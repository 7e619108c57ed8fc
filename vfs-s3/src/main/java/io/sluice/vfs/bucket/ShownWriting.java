package io.sluice.vfs.bucket;

import io.sluice.vfs.FileId;
import io.sluice.vfs.inode.Namespace;
import io.sluice.vfs.inode.listing.ObjectFacts;
import io.sluice.vfs.write.FileUnderWay;
import io.sluice.vfs.write.Publication;
import io.sluice.vfs.write.Sessions;
import org.jspecify.annotations.Nullable;

/// Whether a file shows what was written: until it is in S3, and then as long as nobody has put
/// another object there (semantics A4).
final class ShownWriting {
  private final Namespace names;
  private final Sessions sessions;

  ShownWriting(Namespace names, Sessions sessions) {
    this.names = names;
    this.sessions = sessions;
  }

  /// How a file looks that shows what was written; null for others.
  @Nullable FileUnderWay look(FileId file) {
    FileUnderWay writing = sessions.look(file);
    return writing == null || writing.isFailed() || isReplaced(file, writing) ? null : writing;
  }

  /// Whether another object was seen since all of it was in S3. What was seen before the namespace
  /// knew of ours is no such object, so that is asked in this order.
  boolean isReplaced(FileId file, FileUnderWay writing) {
    Publication ours = writing.publication();
    if (ours == null || !writing.isPublished() || !writing.isKnown()) {
      return false;
    }
    ObjectFacts seen = names.lastFacts(file);
    return seen != null && seen.eTag() != null && !seen.eTag().equals(ours.eTag());
  }
}
