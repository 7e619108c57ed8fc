package io.sluice.vfs.write.part;

import java.util.List;

/// Bytes of a file as they must be in S3 before a commit is answered.
///
/// @param start of them in the file
/// @param end behind them when the commit came
/// @param revision of the part that had them then; the parts that have them later have later ones;
///   0: any will do
public record PartNeed(long start, long end, long revision) {
  /// The parts that S3 does not have as they must be; none if the file was cut off before them.
  public List<Part> unmet(SessionParts parts) {
    long stop = Math.min(end, parts.size());
    List<Part> unmet = parts.grid().touched(start, stop);
    unmet.removeIf(part -> part.end() <= start || isMet(part, stop));
    return unmet;
  }

  private boolean isMet(Part part, long stop) {
    Part.Durable durable = part.durable();
    return durable != null
        && durable.revision() >= revision
        && part.start() + durable.part().size() >= Math.min(stop, part.end());
  }
}
