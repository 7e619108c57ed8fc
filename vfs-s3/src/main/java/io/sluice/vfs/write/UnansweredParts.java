package io.sluice.vfs.write;

import io.sluice.vfs.s3.UploadId;
import java.util.HashMap;
import java.util.Map;

/// How many requests with parts are not answered, by upload: an upload that is aborted earlier may
/// be there again afterwards.
///
/// Not safe for several threads: its session's lock guards it.
final class UnansweredParts {
  private final Map<UploadId, Integer> counts = new HashMap<>();

  /// One is sent.
  void sent(UploadId upload) {
    counts.merge(upload, 1, Integer::sum);
  }

  /// One was answered.
  void answered(UploadId upload) {
    counts.computeIfPresent(upload, (_, count) -> count == 1 ? null : count - 1);
  }

  /// Whether there is any.
  boolean areOf(UploadId upload) {
    return counts.containsKey(upload);
  }
}
