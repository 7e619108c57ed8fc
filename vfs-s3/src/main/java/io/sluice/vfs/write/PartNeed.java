package io.sluice.vfs.write;

/// A part as it must be in S3 before a commit is answered.
///
/// @param revision of its bytes when the commit came, or a later one
/// @param length of it then, in bytes; it may have grown since
record PartNeed(Part part, long revision, long length) {
  /// Whether S3 has it, or it was cut off meanwhile.
  boolean isMet(SessionParts parts) {
    Part.Durable durable = part.durable();
    return !parts.grid.holds(part)
        || part.length(parts.size()) < length
        || (durable != null && durable.revision() >= revision && durable.part().size() >= length);
  }
}
