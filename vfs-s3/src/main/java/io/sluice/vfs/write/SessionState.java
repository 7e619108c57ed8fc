package io.sluice.vfs.write;

import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a file that is being written has come.
sealed interface SessionState {
  /// Whether the session still takes bytes.
  default boolean isOpen() {
    return !(this instanceof Failed) && !(this instanceof Dropped);
  }

  /// The upload that is under way; null if none is.
  default @Nullable UploadId uploadUnderWay() {
    return switch (this) {
      case Uploading(UploadId upload) -> upload;
      case Completing(UploadId upload) -> upload;
      case Resting _, Beginning _, Failed _, Dropped _ -> null;
    };
  }

  /// No upload is under way: nothing was written yet, all fits into the first part, or all of it is
  /// published.
  record Resting() implements SessionState {}

  /// CreateMultipartUpload was sent and not answered yet.
  ///
  /// @param since when
  record Beginning(Instant since) implements SessionState {}

  /// Parts are being sent.
  record Uploading(UploadId upload) implements SessionState {}

  /// CompleteMultipartUpload was sent and not answered yet: nothing may change.
  record Completing(UploadId upload) implements SessionState {}

  /// It failed for good; what was not published is gone (semantics W15).
  record Failed(VfsException why) implements SessionState {}

  /// It was removed.
  record Dropped() implements SessionState {}
}
