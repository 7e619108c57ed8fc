package io.sluice.vfs.s3.call;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.S3Calls;
import io.sluice.vfs.s3.error.S3Errors;
import io.sluice.vfs.s3.error.S3Failure;
import io.sluice.vfs.s3.transport.CallSubject;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What the answers to requests that put objects have in common.
final class UploadAnswers {
  private UploadAnswers() {}

  /// Whether the upload was aborted or completed (404 NoSuchUpload).
  static boolean isNoSuchUpload(AwsServiceException refusal) {
    return S3Errors.code(refusal).equals("NoSuchUpload");
  }

  /// An expected refusal, counted as such.
  static <T> RequestLane.Answer<T> negative(T value) {
    return new RequestLane.Answer<>(value, S3Calls.Result.NEGATIVE, 0);
  }

  /// What a negative answer to a request under `only` means. An object that is not there any more
  /// is another one.
  static PutOutcome conflict(CallSubject subject, Precondition only, S3Failure.Negative negative) {
    return switch (only) {
      case Precondition.Absent _ when negative == S3Failure.Negative.CHANGED ->
          new PutOutcome.Conflict();
      case Precondition.Unchanged _ when negative != S3Failure.Negative.BEHIND_END ->
          new PutOutcome.Conflict();
      case Precondition.Absent _, Precondition.Unchanged _, Precondition.None _ ->
          throw notS3(subject, negative);
    };
  }

  /// The tag without which nobody could tell what is there later.
  static ETag tag(CallSubject subject, @Nullable ETag tag) {
    if (tag == null) {
      throw new VfsException(VfsError.IO, subject + ": the server answered without an ETag");
    }
    return tag;
  }

  static VfsException notS3(CallSubject subject, S3Failure.Negative negative) {
    return new VfsException(VfsError.IO, subject + ": the answer is not S3's (" + negative + ")");
  }
}
