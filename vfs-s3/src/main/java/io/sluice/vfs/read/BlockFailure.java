package io.sluice.vfs.read;

import io.sluice.vfs.VfsException;

/// Why the bytes of a block do not come.
sealed interface BlockFailure {
  /// The object is another one by now.
  record Changed() implements BlockFailure {}

  /// The object is gone.
  record Missing() implements BlockFailure {}

  /// Nobody wanted them any more, or there was no memory to fetch them ahead, or they were damaged
  /// in memory: who wants them now asks again.
  record Abandoned() implements BlockFailure {}

  /// S3 did not give them.
  record Refused(VfsException reason) implements BlockFailure {}
}
