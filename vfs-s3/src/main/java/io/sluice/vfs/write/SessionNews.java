package io.sluice.vfs.write;

import io.sluice.vfs.write.log.SessionRecord;

/// What became of a file that is being written, to be told to the namespace.
public sealed interface SessionNews {
  /// The object is in S3, whole.
  record Published(Publication publication, SessionRecord.Attributes attributes)
      implements SessionNews {}

  /// What was not published is lost (semantics W15).
  record Failed() implements SessionNews {}
}
