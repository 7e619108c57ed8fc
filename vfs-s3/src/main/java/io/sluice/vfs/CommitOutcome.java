package io.sluice.vfs;

/// A commit that succeeded.
///
/// @param verifier equals that of every write which it covers, else those bytes must be sent again
public record CommitOutcome(long verifier, AttributeChange file) {}
