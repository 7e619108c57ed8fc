package io.sluice.vfs.s3;

import java.util.List;

/// What became of PutObject or CompleteMultipartUpload.
public sealed interface PutOutcome {
  /// The object is there, whole.
  record Stored(ETag eTag) implements PutOutcome {}

  /// The precondition did not hold. That may be our own doing, if the answer to an earlier try was
  /// lost.
  record Conflict() implements PutOutcome {}

  /// There is no such upload: it was aborted, or completed by an earlier try whose answer was lost.
  record NoSuchUpload() implements PutOutcome {}

  /// S3 has other bytes, or none, under the numbers of these parts: a request that was given up
  /// arrived after the one that took its place.
  ///
  /// @param numbers at least one, in order
  record PartsDiffer(List<Integer> numbers) implements PutOutcome {
    public PartsDiffer {
      numbers = List.copyOf(numbers);
      if (numbers.isEmpty()) {
        throw new IllegalArgumentException("no part differs");
      }
    }
  }
}
