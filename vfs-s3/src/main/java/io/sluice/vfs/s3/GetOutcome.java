package io.sluice.vfs.s3;

import org.jspecify.annotations.Nullable;

/// The answer of a ranged GetObject.
public sealed interface GetOutcome {
  /// The buffer was filled from its position to its limit, or to the end of the object.
  ///
  /// @param version of the object, if the bucket is versioned
  record Filled(@Nullable VersionId version) implements GetOutcome {}

  /// 412: the object is another one by now.
  record Changed() implements GetOutcome {}

  /// 404: there is no such object or version.
  record Missing() implements GetOutcome {}
}
