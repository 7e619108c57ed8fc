package io.sluice.vfs.write.log;

import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.write.part.DurablePart;
import io.sluice.vfs.write.part.Extents.Extent;
import io.sluice.vfs.write.part.PartBytes;
import io.sluice.vfs.write.part.SentParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Parts of unfinished uploads whose bytes the next process needs, beside the session log: S3 does
/// not give them back, and they cannot stay as they are. Either more follows in them, as they are
/// too short, or they have holes that may still be filled.
///
/// One file for each: the number of its stretches (4 bytes), their starts and ends (8 each), their
/// bytes. Its name says of which part it is, down to the checksum, so that a file that does not
/// belong to a record is never taken for one. Bounded: what has no room is not spilled, and the
/// next process goes on without its bytes.
///
/// Safe for any number of threads.
public final class SpilledParts {
  private static final Logger log = LoggerFactory.getLogger(SpilledParts.class);

  /// A short end has less than 5 MiB, and a part with holes seldom more than 8: enough for some
  /// dozens of files that are written at once, and little beside a disk.
  private static final long MOST = 256L << 20;

  /// Free on the disk for what matters more: records of thousands of files.
  private static final long SPARE = 16L << 20;

  /// A part that was spilled.
  private record Name(FileId file, int number, long size, int crc32c) {
    static Name of(FileId file, DurablePart part) {
      int crc = part.crc32c() == null ? 0 : part.crc32c();
      return new Name(file, part.number(), part.end() - part.start(), crc);
    }

    static @Nullable Name parse(String text) {
      String[] fields = text.split("-", -1);
      try {
        return new Name(
            new FileId(Long.parseLong(fields[0], 16)),
            Integer.parseInt(fields[1]),
            Long.parseLong(fields[2]),
            HexFormat.fromHexDigits(fields[3]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        return null;
      }
    }

    @Override
    public String toString() {
      return "%x-%d-%d-%08x".formatted(file.value(), number, size, crc32c);
    }
  }

  /// Bytes that came, at their place in a part.
  public record Stretch(long start, ByteBuffer bytes) {}

  /// Null: in memory alone.
  private final @Nullable Path folder;

  /// What is there, and the bytes of each; guarded by this.
  private final Map<FileId, Map<Name, Long>> lengths = new HashMap<>();

  /// Without a folder, what is in them; guarded by this.
  private final Map<Name, byte[]> contents = new HashMap<>();

  private long total;

  /// The disk did not take the last one. Written and read by whoever spills: all that depends on it
  /// is how loudly the next failure is told of.
  private volatile boolean isRefused;

  private SpilledParts(@Nullable Path folder) {
    this.folder = folder;
  }

  /// Those in a folder, which is created; what is in it and belongs to no record is deleted.
  ///
  /// @throws IOException if it cannot be read
  static SpilledParts open(Path folder, Map<FileId, SessionRecord> records) throws IOException {
    Files.createDirectories(folder);
    SpilledParts opened = new SpilledParts(folder);
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(opened::found);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (FileId file : List.copyOf(opened.lengths.keySet())) {
      opened.keepOnly(file, records.get(file));
    }
    return opened;
  }

  /// Those that are kept nowhere.
  static SpilledParts inMemory() {
    return new SpilledParts(null);
  }

  private synchronized void found(Path path) {
    Name name = Name.parse(path.getFileName().toString());
    try {
      if (name == null) {
        Files.delete(path);
      } else {
        holds(name, Files.size(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void holds(Name name, long length) {
    Long before = lengths.computeIfAbsent(name.file(), _ -> new HashMap<>()).put(name, length);
    total += length - (before == null ? 0 : before);
  }

  /// Keeps the bytes of a part, if there is room for them.
  void put(FileId file, SentParts.Spillable spillable) {
    Name name = Name.of(file, spillable.part());
    long length = Integer.BYTES;
    for (Extent stretch : spillable.stretches()) {
      length += 2 * Long.BYTES + stretch.length();
    }
    synchronized (this) {
      if (spillable.part().crc32c() == null || has(name) || total + length > MOST) {
        return;
      }
      holds(name, length);
    }
    try {
      requireSpace(length);
      write(name, pieces(spillable));
      isRefused = false;
    } catch (IOException e) {
      log.atLevel(isRefused ? Level.DEBUG : Level.WARN)
          .log("{} cannot be kept on disk, nor may others be: {}", name, e.toString());
      isRefused = true;
      delete(name);
    }
  }

  private void requireSpace(long length) throws IOException {
    if (folder != null && Files.getFileStore(folder).getUsableSpace() < length + SPARE) {
      throw new IOException("the disk is nearly full: free space there or set --state-dir");
    }
  }

  private static List<ByteBuffer> pieces(SentParts.Spillable spillable) {
    List<ByteBuffer> pieces = new ArrayList<>();
    pieces.add(head(spillable.stretches()));
    for (Extent stretch : spillable.stretches()) {
      pieces.addAll(spillable.bytes().pieces(stretch.start(), stretch.end()));
    }
    return pieces;
  }

  private synchronized boolean has(Name name) {
    return lengths.getOrDefault(name.file(), Map.of()).containsKey(name);
  }

  private static ByteBuffer head(List<Extent> stretches) {
    ByteBuffer head =
        ByteBuffer.allocate(Integer.BYTES + stretches.size() * 2 * Long.BYTES)
            .putInt(stretches.size());
    stretches.forEach(stretch -> head.putLong(stretch.start()).putLong(stretch.end()));
    return head.flip();
  }

  private void write(Name name, List<ByteBuffer> pieces) throws IOException {
    if (folder == null) {
      ByteBuffer whole = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
      pieces.forEach(whole::put);
      synchronized (this) {
        contents.put(name, whole.array());
      }
      return;
    }
    Path path = folder.resolve(name.toString());
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer piece : pieces) {
        while (piece.hasRemaining()) {
          file.write(piece);
        }
      }
    }
  }

  /// The same as another one without a folder has, for a process that goes on from there.
  public void putAll(SpilledParts other) {
    Map<Name, byte[]> all;
    synchronized (other) {
      all = Map.copyOf(other.contents);
    }
    synchronized (this) {
      contents.putAll(all);
      all.forEach((name, bytes) -> holds(name, (long) bytes.length));
    }
  }

  /// What was kept of a part, if it is whole; null if it was not kept.
  public @Nullable List<Stretch> find(FileId file, DurablePart part) {
    Name name = Name.of(file, part);
    if (part.crc32c() == null || !has(name)) {
      return null;
    }
    try {
      ByteBuffer read = read(name);
      List<Stretch> stretches = read == null ? null : stretches(read, name.size());
      boolean isWhole =
          stretches != null && checksum(stretches, name.size()).equals(new Crc32c(part.crc32c()));
      return isWhole ? stretches : null;
    } catch (IOException e) {
      log.warn("{} cannot be read: {}", name, e.toString());
      return null;
    }
  }

  private @Nullable ByteBuffer read(Name name) throws IOException {
    if (folder != null) {
      return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name.toString())));
    }
    synchronized (this) {
      byte[] content = contents.get(name);
      return content == null ? null : ByteBuffer.wrap(content);
    }
  }

  /// @return null if it is not what [#put] writes
  private static @Nullable List<Stretch> stretches(ByteBuffer read, long size) {
    List<Stretch> stretches = new ArrayList<>();
    int count = read.remaining() < Integer.BYTES ? -1 : read.getInt();
    if (count < 0 || (long) count * 2 * Long.BYTES > read.remaining()) {
      return null;
    }
    int at = read.position() + count * 2 * Long.BYTES;
    long before = 0;
    for (int i = 0; i < count; i++) {
      long start = read.getLong();
      long end = read.getLong();
      if (start < before || end < start || end > size || end - start > read.limit() - at) {
        return null;
      }
      stretches.add(new Stretch(start, read.slice(at, (int) (end - start))));
      at += (int) (end - start);
      before = end;
    }
    return stretches;
  }

  private static Crc32c checksum(List<Stretch> stretches, long size) {
    Crc32c crc = Crc32c.OF_NOTHING;
    long at = 0;
    for (Stretch stretch : stretches) {
      crc = zeros(crc, stretch.start() - at);
      crc = crc.then(Crc32c.of(stretch.bytes()), stretch.bytes().remaining());
      at = stretch.start() + stretch.bytes().remaining();
    }
    return zeros(crc, size - at);
  }

  private static Crc32c zeros(Crc32c before, long count) {
    return before.then(PartBytes.holes(count).crc32c(), count);
  }

  /// Deletes what does not belong to the record of a file.
  ///
  /// @param record null: nothing is remembered of it
  void keepOnly(FileId file, @Nullable SessionRecord record) {
    List<Name> there;
    synchronized (this) {
      there = List.copyOf(lengths.getOrDefault(file, Map.of()).keySet());
    }
    if (there.isEmpty()) {
      return;
    }
    Map<Long, Name> kept = new HashMap<>();
    if (record != null) { // of a part that has grown since, the first version is of no use
      record.parts().forEach(part -> kept.put(part.start(), Name.of(file, part)));
    }
    there.stream().filter(name -> !kept.containsValue(name)).forEach(this::delete);
  }

  private void delete(Name name) {
    synchronized (this) {
      Map<Name, Long> ofFile = lengths.get(name.file());
      Long length = ofFile == null ? null : ofFile.remove(name); // others may have deleted it
      total -= length == null ? 0 : length;
      contents.remove(name);
      if (ofFile != null && ofFile.isEmpty()) {
        lengths.remove(name.file());
      }
    }
    try {
      if (folder != null) {
        Files.deleteIfExists(folder.resolve(name.toString()));
      }
    } catch (IOException e) {
      log.warn("{} cannot be deleted: {}", name, e.toString()); // the next start does
    }
  }
}
