package io.sluice.vfs.s3;

/// The answer of HeadObject.
public sealed interface HeadOutcome {
  /// The object exists.
  record Found(ObjectSummary object) implements HeadOutcome {}

  /// There is no such key.
  record Missing() implements HeadOutcome {}
}
