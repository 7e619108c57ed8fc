package io.sluice.vfs;

/// A rename that succeeded, with the changes of the two directories (which may be the same one).
public record RenameOutcome(AttributeChange from, AttributeChange to) {}
