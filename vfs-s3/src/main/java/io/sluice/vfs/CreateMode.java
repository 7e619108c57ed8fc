package io.sluice.vfs;

/// How a file is created (RFC 1813 `createhow3`).
public sealed interface CreateMode {
  /// Creates, or takes the file that is there; a size among the changes truncates it.
  record Unchecked(AttributeChanges changes) implements CreateMode {}

  /// Creates, or fails with `EXISTS`.
  record Guarded(AttributeChanges changes) implements CreateMode {}

  /// Creates, or takes the file that was created with the same verifier, or fails with `EXISTS`.
  record Exclusive(long verifier) implements CreateMode {}
}
