package io.sluice.vfs.write;

/// A part as it must be in S3 before a commit is answered.
///
/// @param revision of its bytes when the commit came, or a later one
record PartNeed(Part part, long revision) {
  /// Whether S3 has it, or it was cut off meanwhile.
  boolean isMet(SessionParts parts) {
    Part.Durable durable = part.durable();
    return !parts.holds(part)
        || (durable != null
            && durable.revision() >= revision
            && durable.part().size() == part.length(parts.size()));
  }
}
