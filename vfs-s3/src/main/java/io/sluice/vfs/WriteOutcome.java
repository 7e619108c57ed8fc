package io.sluice.vfs;

/// What became of one write.
///
/// @param count bytes taken, 1 to the number given
/// @param durability how safe they are, never weaker than asked for
/// @param verifier changes when bytes that were not committed may have been lost
public record WriteOutcome(int count, Durability durability, long verifier, AttributeChange file) {}
