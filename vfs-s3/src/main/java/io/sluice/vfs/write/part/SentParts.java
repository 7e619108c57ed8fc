package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.part.Extents.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What S3 has of a file that is being written, in parts: what is still to be sent, and whose
/// memory can be given back.
///
/// Not safe for several threads: its session's lock guards it.
public final class SentParts {
  private final PartGrid grid;

  SentParts(PartGrid grid) {
    this.grid = grid;
  }

  /// Full parts that S3 does not have as they are and that nobody sends.
  public List<Part> full() {
    return grid.atHand().stream()
        .filter(part -> !part.isSending() && part.isFull() && !part.isDurable(grid.size()))
        .toList();
  }

  /// All parts that S3 does not have as they are, those included that were never touched.
  public List<Part> unsent() {
    return grid.under(0, grid.size()).stream()
        .filter(part -> !part.isDurable(grid.size()))
        .toList();
  }

  /// Whether S3 has all parts as they are.
  public boolean isDurable() {
    return grid.reachesEnd() && grid.atHand().stream().allMatch(this::isDurableOrBehind);
  }

  private boolean isDurableOrBehind(Part part) {
    return part.start() >= grid.size() || part.isDurable(grid.size());
  }

  /// The checksum of the whole file, if that of every part is known.
  public @Nullable Crc32c checksum() {
    Crc32c crc = Crc32c.OF_NOTHING;
    for (Part part : grid.all()) {
      Part.Durable durable = part.durable();
      if (durable == null || durable.part().crc32c() == null) {
        return null;
      }
      crc = crc.then(durable.part().crc32c(), durable.part().size());
    }
    return crc;
  }

  /// All parts, of a file of which S3 has all.
  public List<UploadedPart> uploaded() {
    return grid.all().stream().map(part -> Objects.requireNonNull(part.durable()).part()).toList();
  }

  /// The parts that S3 has from the start of the file on without a gap, for the log.
  public List<DurablePart> durableParts() {
    List<DurablePart> durable = new ArrayList<>();
    for (Part part : rememberable()) {
      Part.Durable there = Objects.requireNonNull(part.durable());
      UploadedPart shorter = part.grownFrom();
      if (shorter != null) {
        durable.add(durable(part.start(), shorter, false));
      }
      durable.add(durable(part.start(), there.part(), there.hasHoles()));
    }
    return durable;
  }

  /// The last of [#durableParts]; null if there are none.
  @Nullable Part lastDurable() {
    List<Part> parts = rememberable();
    return parts.isEmpty() ? null : parts.getLast();
  }

  /// What is behind a gap is of no use to the next process: not even behind a part of which S3 has
  /// less than the client sent since.
  private List<Part> rememberable() {
    List<Part> parts = new ArrayList<>();
    long end = 0;
    for (Part part : grid.all()) {
      Part.Durable there = part.durable();
      if (there == null || part.start() != end) {
        break;
      }
      parts.add(part);
      end = part.start() + there.part().size();
    }
    return parts;
  }

  private static DurablePart durable(long start, UploadedPart sent, boolean hasHoles) {
    return new DurablePart(
        sent.number(),
        start,
        start + sent.size(),
        sent.eTag().value(),
        sent.crc32c() == null ? null : sent.crc32c().value(),
        hasHoles);
  }

  /// A part as a commit is answered for it.
  ///
  /// @param stretches that were sent; the rest were zeros
  public record Spillable(DurablePart part, List<Extent> stretches, PartBytes bytes) {}

  /// Parts whose bytes the next process needs, since it could not let them stay as they are.
  public List<Spillable> spillable() {
    List<Spillable> spillable = new ArrayList<>();
    List<Part> parts = rememberable();
    for (Part part : parts) {
      Part.Durable there = Objects.requireNonNull(part.durable());
      PartBytes bytes = part.bytes();
      boolean isShort = part == parts.getLast() && there.part().size() < grid.sizes().least();
      if (part.isAtHand()
          && bytes != null
          && (isShort || there.hasHoles())
          && there.stretches().stream().allMatch(s -> bytes.cover(s.start(), s.end()))) {
        DurablePart durable = durable(part.start(), there.part(), there.hasHoles());
        spillable.add(new Spillable(durable, there.stretches(), bytes));
      }
    }
    return spillable;
  }

  /// Whether S3 has a part, put back from a former process, that no other may follow.
  public boolean endsShort() {
    Part last = grid.size() == 0 || grid.size() > grid.cut() ? null : grid.at(grid.size() - 1);
    return last != null && last.length(grid.size()) < grid.sizes().least();
  }

  /// The part with the end, if S3 has more of it than the file.
  public @Nullable Part cutOff() {
    Part last = grid.size() == 0 ? null : grid.at(grid.size() - 1);
    Part.Durable there = last == null ? null : last.durable();
    boolean isLonger =
        last != null && there != null && there.part().size() > grid.size() - last.start();
    return isLonger ? last : null;
  }

  /// Gives back the memory of parts that S3 has and that are not likely to be written again: all
  /// but the first, those with holes, and those before a part that is not full or not in S3.
  public void releaseSent() {
    for (Part part : grid.atHand()) {
      Part.Durable durable = part.durable();
      Part next = grid.next(part);
      boolean isBehind = next != null && next.end() <= grid.size() && next.isDurable(grid.size());
      if (part.start() > 0 && isBehind && isRestful(part, durable)) {
        release(part);
      }
    }
  }

  /// As [#releaseSent], without regard to likely rewrites. A file that was cut off to one part
  /// stays at hand, since it is put whole.
  public void releaseAllSent() {
    grid.touched().forEach(SessionParts::releaseRoom);
    if (!grid.isLarge()) {
      return;
    }
    grid.atHand().stream().filter(this::isKept).toList().forEach(this::release);
  }

  private boolean isKept(Part part) {
    return part.bytes() != null && isRestful(part, part.durable()) && part.end() <= grid.size();
  }

  /// Bytes of the parts that [#releaseAllSent] would give back.
  public long kept() {
    return grid.isLarge()
        ? grid.atHand().stream()
            .filter(this::isKept)
            .mapToLong(part -> part.end() - part.start())
            .sum()
        : 0;
  }

  private boolean isRestful(Part part, Part.@Nullable Durable durable) {
    return durable != null
        && !durable.hasHoles()
        && !part.isSending()
        && part.isDurable(grid.size());
  }

  private void release(Part part) {
    for (long page = grid.sizes().page(); page > 0 && page >= grid.sizes().page() / 16; page /= 4) {
      part.rememberFrom(part.end() / page * page); // 64, 16 or 4 KiB, whichever its client has
    }
    part.release();
    grid.isGone(part);
  }

  /// S3 has other bytes of these parts than were sent.
  ///
  /// @param numbers of them
  /// @return the parts, which are to be sent again; none if one of them cannot be
  public List<Part> forget(List<Integer> numbers) {
    List<Part> parts = grid.all().stream().filter(part -> numbers.contains(part.number())).toList();
    if (!parts.stream().allMatch(part -> part.isAtHand() || part.isCopy())) {
      return List.of();
    }
    parts.forEach(this::forget);
    return parts;
  }

  /// S3 has no part of it any more; false if bytes are gone with them.
  public boolean startAgain() {
    boolean isWhole = grid.touched().stream().allMatch(part -> part.isAtHand() || part.isCopy());
    List.copyOf(grid.touched()).forEach(this::forget);
    return isWhole;
  }

  private void forget(Part part) {
    part.forgetDurable();
    if (part.isCopy()) {
      grid.isToBeCopied(part);
    }
  }
}
