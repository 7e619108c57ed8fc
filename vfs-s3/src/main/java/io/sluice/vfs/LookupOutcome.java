package io.sluice.vfs;

/// What a name in a directory stands for.
public sealed interface LookupOutcome {
  /// The name exists, with these attributes (and the id in them).
  record Found(FileAttributes attributes) implements LookupOutcome {}

  /// There is no such name.
  record Missing() implements LookupOutcome {}
}
