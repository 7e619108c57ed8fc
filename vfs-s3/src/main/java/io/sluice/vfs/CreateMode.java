package io.sluice.vfs;

/// How a file is created (RFC 1813 `createhow3`).
public sealed interface CreateMode {
  /// Creates, or takes the file that is there; a size among the changes truncates it.
  record Unchecked(AttributeChanges changes) implements CreateMode {}

  /// Creates, or fails with `EXISTS`.
  record Guarded(AttributeChanges changes) implements CreateMode {}

  /// Creates, or takes the file that was created with the same verifier, or fails with `EXISTS`.
  ///
  /// @param changes of a file that is created: whom it belongs to, as the call has no attributes
  record Exclusive(long verifier, AttributeChanges changes) implements CreateMode {
    /// A file that belongs to whom all files belong to.
    public Exclusive(long verifier) {
      this(verifier, AttributeChanges.NONE);
    }
  }
}
