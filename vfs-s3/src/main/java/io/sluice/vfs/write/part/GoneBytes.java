package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.part.Extents.Extent;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is remembered of the bytes of a part when they are in S3 only, to tell whether bytes that
/// come again are the same. Offsets count from the start of the part.
///
/// Not safe for several threads: its session's lock guards it.
final class GoneBytes {
  private final Arrivals arrivals = new Arrivals();

  /// Its last bytes, as a former process remembered them; empty if it is of this one.
  private byte[] tail = {};

  /// Behind the tail.
  private long tailEnd;

  private @Nullable UploadedPart grownFrom;

  /// A former process remembered this.
  ///
  /// @param lastBytes of what a commit was answered for, as many as are remembered
  /// @param lastEnd behind them
  /// @param begin see [#grownFrom]
  void restore(byte[] lastBytes, long lastEnd, @Nullable UploadedPart begin) {
    tail = lastBytes;
    tailEnd = lastEnd;
    grownFrom = begin;
  }

  /// A shorter part that begins where it does, for which a commit was answered before more followed
  /// in it, and which S3 had under its number; null if there was none.
  @Nullable UploadedPart grownFrom() {
    return grownFrom;
  }

  /// Sets what [#grownFrom] tells.
  void growsFrom(@Nullable UploadedPart shorter) {
    grownFrom = shorter;
  }

  /// Bytes came in one go.
  void arrived(long from, int length, Crc32c crc) {
    arrivals.add(from, length, crc);
  }

  /// As [Arrivals#forget].
  List<Extent> forget(long from, long to) {
    return arrivals.forget(from, to);
  }

  /// The part is shorter now.
  void cutOff(long length) {
    arrivals.forget(length, Long.MAX_VALUE);
    if (grownFrom != null && grownFrom.size() >= length) {
      grownFrom = null;
    }
  }

  /// Whether these bytes are known to have been there.
  boolean have(long from, ByteBuffer data) {
    long tailStart = tailEnd - tail.length;
    return (from >= tailStart && from + data.remaining() <= tailEnd)
        ? ByteBuffer.wrap(tail, (int) (from - tailStart), data.remaining()).equals(data)
        : arrivals.have(from, data.remaining(), Crc32c.of(data));
  }

  /// Whether what came again behind that shorter part makes the same whole with it.
  ///
  /// @param start of the part in the file
  /// @param page bytes of the largest page of a client, which it sends as a whole
  /// @param whole the checksum of all bytes that are gone
  boolean areContinuedBy(
      PartBytes again, long start, long length, int page, @Nullable Crc32c whole) {
    UploadedPart begin = grownFrom;
    return begin != null
        && begin.crc32c() != null
        && again.cover(begin.size(), length)
        && isAllAfter(again, begin, start, page)
        && begin
            .crc32c()
            .then(again.checksum(begin.size(), length), length - begin.size())
            .equals(whole);
  }

  /// Whether nothing came before the last page of what a commit was answered for, which would be
  /// another content, or not, as the rest does not tell; and in that page the same as was there.
  private boolean isAllAfter(PartBytes again, UploadedPart begin, long start, int page) {
    long edge = Math.max(0, (start + begin.size()) / page * page - start);
    long tailStart = tailEnd - tail.length;
    boolean isKnown = tailStart <= edge && begin.size() <= tailEnd;
    return again.isEmpty(0, edge)
        && (again.isEmpty(edge, begin.size())
            || (isKnown && !again.differ(tailStart, ByteBuffer.wrap(tail))));
  }
}
