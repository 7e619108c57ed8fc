package io.sluice.vfs.write;

import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadId;

/// How far a file that is being written has come.
sealed interface SessionState {
  /// No upload is under way: nothing was written yet, all fits into the first part, or all of it is
  /// published.
  record Resting() implements SessionState {}

  /// CreateMultipartUpload was sent and not answered yet.
  record Beginning() implements SessionState {}

  /// Parts are being sent.
  record Uploading(UploadId upload) implements SessionState {}

  /// CompleteMultipartUpload was sent and not answered yet: nothing may change.
  record Completing(UploadId upload) implements SessionState {}

  /// It failed for good; what was not published is gone (semantics W15).
  record Failed(VfsException why) implements SessionState {}

  /// It was removed.
  record Dropped() implements SessionState {}

  /// Whether it neither failed nor was removed.
  default boolean isOpen() {
    return switch (this) {
      case Failed _, Dropped _ -> false;
      case Resting _, Beginning _, Uploading _, Completing _ -> true;
    };
  }
}
