package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.log.SpilledParts;
import io.sluice.vfs.write.part.DurablePart;
import io.sluice.vfs.write.part.Part;
import io.sluice.vfs.write.part.PartBytes;
import io.sluice.vfs.write.part.PartSizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a file that a former process had told to be durable, as S3 has them, and with the
/// bytes of those that were kept on disk.
final class RestoredParts {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FileId file;
  private final List<DurablePart> committed;
  private final byte[] tail;
  private final Map<Integer, UploadedPart> there;
  private final boolean maySend;
  private final SessionPorts ports;
  private final List<Part> parts = new ArrayList<>();
  private long size;

  /// @param committed as the record has them
  /// @param tail the last bytes of them
  /// @param there what S3 has, by number
  /// @param maySend whether parts may be sent again before the upload is completed
  /// @throws VfsException `BUSY` if no memory is free
  RestoredParts(
      FileId file,
      List<DurablePart> committed,
      byte[] tail,
      Map<Integer, UploadedPart> there,
      boolean maySend,
      SessionPorts ports) {
    this.file = file;
    this.committed = committed;
    this.tail = tail;
    this.there = there;
    this.maySend = maySend;
    this.ports = ports;
    try {
      restore();
    } catch (VfsException e) {
      parts.forEach(Part::release);
      throw e;
    }
  }

  /// From the start without a gap.
  List<Part> parts() {
    return parts;
  }

  /// Bytes of the file so far; the last part may fill up behind it.
  long size() {
    return size;
  }

  private void restore() {
    for (int i = 0; i < committed.size(); i++) {
      DurablePart part = committed.get(i);
      UploadedPart found = there.get(part.number());
      DurablePart before = i == 0 || parts.isEmpty() ? null : committed.get(i - 1);
      boolean hasGrown = before != null && before.start() == part.start();
      if (found == null || (part.start() != size && !hasGrown)) {
        return;
      }
      if (hasGrown) {
        parts.removeLast().release();
      }
      add(part, found, i == committed.size() - 1, hasGrown ? before : null);
    }
  }

  private void add(
      DurablePart part, UploadedPart found, boolean isLast, @Nullable DurablePart begin) {
    long length = part.end() - part.start();
    boolean isOpen = isLast && length < ports.sizes().least();
    PartBytes kept = part.hasHoles() || isOpen ? kept(part) : null;
    if (kept == null) {
      parts.add(gone(part, found, isLast ? tail : new byte[0], begin));
      size = parts.getLast().end();
    } else {
      parts.add(atHand(part, found, kept, isOpen));
      size = part.end();
    }
  }

  private Part atHand(DurablePart part, UploadedPart found, PartBytes kept, boolean isOpen) {
    long end = isOpen ? part.start() + ports.sizes().of(part.number()) : part.end();
    Part restored = new Part(new PartSizes.Cell(part.number(), part.start(), end));
    UploadedPart was = uploaded(part);
    // What the former process sent of it last may reach S3 still, so it is sent once more.
    boolean isThere = !maySend && found.eTag().equals(was.eTag()) && found.size() == was.size();
    restored.restoreAtHand(kept, was, part.hasHoles(), isThere);
    return restored;
  }

  /// A part as S3 has it, which may be longer than what was committed of it.
  private static Part gone(
      DurablePart durable, UploadedPart found, byte[] tail, @Nullable DurablePart begin) {
    long length = durable.end() - durable.start();
    boolean isLonger = found.size() > length;
    Part part =
        new Part(
            new PartSizes.Cell(durable.number(), durable.start(), durable.start() + found.size()));
    Crc32c crc =
        found.crc32c() == null && !isLonger && durable.crc32c() != null
            ? new Crc32c(durable.crc32c())
            : found.crc32c();
    DurablePart shorter = isLonger ? durable : begin;
    part.restore(
        new UploadedPart(found.number(), found.eTag(), found.size(), crc),
        durable.hasHoles(),
        tail,
        length,
        shorter == null ? null : uploaded(shorter));
    return part;
  }

  private static UploadedPart uploaded(DurablePart part) {
    return new UploadedPart(
        part.number(),
        new ETag(part.eTag()),
        part.end() - part.start(),
        part.crc32c() == null ? null : new Crc32c(part.crc32c()));
  }

  /// The bytes of a part that were kept, in memory; null if they were not.
  private @Nullable PartBytes kept(DurablePart part) {
    PartBytes bytes = new PartBytes(ports.memory().slab());
    if (part.crc32c() != null && isNothing(part, new Crc32c(part.crc32c()))) {
      return bytes;
    }
    List<SpilledParts.Stretch> stretches = ports.log().spilled().find(file, part);
    if (stretches == null) {
      return null;
    }
    for (SpilledParts.Stretch stretch : stretches) {
      reserve(bytes, stretch);
      bytes.put(stretch.start(), stretch.bytes());
    }
    return bytes;
  }

  private void reserve(PartBytes bytes, SpilledParts.Stretch stretch) {
    long end = stretch.start() + stretch.bytes().remaining();
    try (AwaitedLeases leases = new AwaitedLeases(ports.memory())) {
      for (int lacking = bytes.reserve(stretch.start(), end, leases::tryLease);
          lacking > 0;
          lacking = bytes.reserve(stretch.start(), end, leases::tryLease)) {
        if (!leases.await(lacking, PATIENCE)) {
          bytes.close();
          throw new VfsException(VfsError.BUSY, "no memory is free to take up what was kept");
        }
      }
    }
  }

  private static boolean isNothing(DurablePart part, Crc32c crc) {
    return part.hasHoles() && PartBytes.holes(part.end() - part.start()).crc32c().equals(crc);
  }
}
