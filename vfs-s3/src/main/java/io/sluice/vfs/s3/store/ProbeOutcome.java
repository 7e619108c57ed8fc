package io.sluice.vfs.s3.store;

/// What the check of a bucket at the start found.
public sealed interface ProbeOutcome {
  /// The bucket can be listed.
  ///
  /// @param region that requests are signed for
  record Usable(String region) implements ProbeOutcome {}

  /// It cannot be used.
  ///
  /// @param sentence what happened, to which bucket
  /// @param cure what to change
  record Refused(String sentence, String cure) implements ProbeOutcome {
    @Override
    public String toString() {
      return sentence + " " + cure;
    }
  }
}
