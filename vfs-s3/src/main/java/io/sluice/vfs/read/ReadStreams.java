package io.sluice.vfs.read;

import io.sluice.vfs.s3.ETag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sequential runs of reads in one file, each tied to the version of the object that it began
/// with.
///
/// NFSv3 has no open, so who goes on reading is told by offset: a read that begins near where a run
/// is expected to go on belongs to it. When the object is replaced, such a read still wants the
/// version of its run, while one that starts elsewhere gets the new one. Pure and not thread-safe:
/// [StreamTable] locks.
final class ReadStreams {
  /// Runs remembered for a file; the one used longest ago goes first.
  static final int MOST = 16;

  /// How far a read may lie from where its run is expected: kernels read ahead with many requests
  /// that arrive in any order.
  static final long REACH = 32L << 20;

  /// A run without reads for this long has ended.
  static final long IDLE_NANOS = 30_000_000_000L;

  private record Stream(Pin pin, Readership readers, long next, long usedAt) {
    boolean expects(long offset) {
      return offset > 0 && Math.abs(offset - next) <= REACH;
    }
  }

  /// A version, its size in bytes, and S3's time of it.
  record Pin(ETag version, long size, Instant lastModified) {}

  private final List<Stream> streams = new ArrayList<>();

  /// The version that a read wants.
  ///
  /// @param current what the object is now, as far as is known
  Pin versionFor(long offset, Pin current, long now) {
    streams.removeIf(stream -> stream.readers.hasLeft() || now - stream.usedAt >= IDLE_NANOS);
    return streams.stream()
        .filter(stream -> stream.expects(offset))
        .map(Stream::pin)
        .reduce((one, other) -> one.version().equals(current.version()) ? one : other)
        .orElse(current);
  }

  /// A read of this version was made, or tried: its run goes on at `end`.
  ///
  /// @return who reads this version of the file
  Readership advance(Pin pin, long offset, long end, long now) {
    streams.removeIf(stream -> stream.readers.hasLeft());
    Readership readers = readers(pin.version());
    readers = readers == null ? new Readership() : readers;
    Stream before = null;
    for (Stream stream : streams) {
      if (stream.readers == readers && (stream.expects(offset) || stream.next == offset)) {
        before = stream;
      }
    }
    if (before != null) {
      streams.remove(before);
    } else if (streams.size() >= MOST) {
      streams.removeFirst();
    }
    streams.add(new Stream(pin, readers, before == null ? end : Math.max(before.next, end), now));
    return readers;
  }

  /// Who reads this version of the file; null if nobody does.
  @Nullable Readership readers(ETag version) {
    return streams.stream()
        .filter(stream -> stream.pin.version().equals(version))
        .map(Stream::readers)
        .findFirst()
        .orElse(null);
  }
}
