package io.sluice.vfs.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.vfs.FileId;
import io.sluice.vfs.read.disk.ObjectVersion;
import io.sluice.vfs.s3.ETag;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The runs of reads of all files: which version each belongs to, and what is fetched ahead of it.
/// Bounded; each file's runs have a lock of their own, held for a look at a short list.
final class StreamTable {
  /// Files that are read at the same time.
  private static final int MOST_FILES = 10_000;

  private final LongSupplier ticker;
  private final Pace pace;
  private final Cache<FileId, ReadStreams> files = bounded();
  private final Cache<ObjectVersion, Windows> windows = bounded();

  /// @param pace how fast the store answers
  StreamTable(LongSupplier ticker, Pace pace) {
    this.ticker = ticker;
    this.pace = pace;
  }

  /// Its upkeep is done by who asks: it is less than to wake somebody.
  private static <K, V> Cache<K, V> bounded() {
    return Caffeine.newBuilder().maximumSize(MOST_FILES).executor(Runnable::run).build();
  }

  ReadStreams.Pin versionFor(FileId file, long offset, ReadStreams.Pin current) {
    ReadStreams streams = files.getIfPresent(file);
    if (streams == null) {
      return current;
    }
    synchronized (streams) {
      return streams.versionFor(offset, current, ticker.getAsLong());
    }
  }

  /// Forgets the runs of a file: who reads on reads its object as it is.
  void forget(FileId file) {
    files.invalidate(file);
  }

  Readership advance(FileId file, ReadStreams.Pin version, long offset, long end) {
    ReadStreams streams = files.get(file, id -> new ReadStreams());
    synchronized (streams) {
      return streams.advance(version, offset, end, ticker.getAsLong());
    }
  }

  /// Who reads this version of the file; null if nobody does.
  @Nullable Readership readers(FileId file, ETag version) {
    ReadStreams streams = files.getIfPresent(file);
    if (streams == null) {
      return null;
    }
    synchronized (streams) {
      return streams.readers(version);
    }
  }

  /// What to fetch ahead of a read.
  ///
  /// @param room bytes that may be on their way ahead
  List<Ahead> ahead(Wanted wanted, long offset, long end, long room) {
    Windows of = windows.get(wanted.version(), version -> new Windows(pace::reach));
    synchronized (of) {
      return of.read(offset, end, wanted.size(), room, ticker.getAsLong());
    }
  }

  /// Whether a reader of the object has come to its end from its start.
  boolean isWhole(Wanted wanted) {
    Windows of = windows.getIfPresent(wanted.version());
    if (of == null) {
      return false;
    }
    synchronized (of) {
      return of.hasRead(wanted.size());
    }
  }

  /// Whether somebody reads on in this part of the object, and so asks for it himself.
  boolean isReadOn(ObjectVersion version, long from, long to) {
    Windows of = windows.getIfPresent(version);
    if (of == null) {
      return false;
    }
    synchronized (of) {
      return of.readsOnIn(from, to, ticker.getAsLong() - Window.LEFT_NANOS);
    }
  }

  /// Whether somebody still reads the object, so that what was fetched ahead will be asked for.
  boolean isRead(ObjectVersion version) {
    Windows of = windows.getIfPresent(version);
    if (of == null) {
      return false;
    }
    synchronized (of) {
      return of.isUsedSince(ticker.getAsLong() - Window.LEFT_NANOS);
    }
  }
}
