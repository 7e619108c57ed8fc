package io.sluice.vfs.inode.handle;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The handle table on disk: a log of entries ([HandleLog]) and an index that says where in it each
/// id is ([HandleIndex]).
///
/// Why not a B-tree: ids are hashes, so each of a page of names would touch a leaf of its own, and
/// every name that is listed for the first time is such a look. Here an unknown name costs a few
/// adjacent slots of mapped memory, and a page of known ones some reads of the log, where they lie
/// side by side.
///
/// An entry is written to the log first, and set in the index then, with one store of 8 bytes. Both
/// are the kernel's from that moment, so that nothing is replayed after the process died, whenever
/// that was: what had no slot yet had not been given out. There is no fsync: a client on this
/// machine dies with the machine. An index that is missing or does not fit is made anew from the
/// log, and a log that cannot be read is begun anew: ids follow from names, so a name that is
/// looked up again gets the id that it had, unless it was removed before.
///
/// Threads: one writes at a time, under `writing`; any number read beside it. Files are read and
/// written by the calling thread, as a rule in the page cache.
public final class DiskHandleTable implements HandleTable {
  private static final Logger log = LoggerFactory.getLogger(DiskHandleTable.class);

  /// Bytes read at once: for one entry, and for a page of names.
  private static final int ONE = HandleCodec.LONGEST;

  private static final int MANY = 4096;

  private final Path directory;
  private final HandleLog entries;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean hasToldOfDamage = new AtomicBoolean();

  private final HandleIndex index;

  /// How many batches were written. Changed by the holder of `writing` after the index was, read by
  /// all before they look at the index: whoever finds it unchanged under `writing` has seen all
  /// there is.
  private final AtomicInteger batches = new AtomicInteger();

  DiskHandleTable(Path directory, HandleFiles files) {
    this.directory = directory;
    this.entries = files.log();
    this.index = files.index();
  }

  /// Opens the table in a directory of its own, which is created.
  ///
  /// @throws IOException if the directory cannot be written
  public static DiskHandleTable open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new DiskHandleTable(directory, HandleFiles.open(directory));
  }

  @Override
  public @Nullable HandleEntry find(FileId id) {
    try {
      return find(id, entries.reader(ONE));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private @Nullable HandleEntry find(FileId id, HandleLog.Reader reader) throws IOException {
    long position = index.find(id, match(id, reader));
    return position == 0 ? null : reader.at(position);
  }

  private HandleSlots.Match match(FileId id, HandleLog.Reader reader) {
    return position -> {
      HandleEntry there = reader.at(position);
      if (there == null && hasToldOfDamage.compareAndSet(false, true)) {
        log.error("records in {} are damaged; clients may have to mount again", directory);
      }
      return there != null && there.id().equals(id);
    };
  }

  @Override
  public List<HandleEntry> claim(List<HandleEntry> wanted) {
    int before = batches.get();
    List<@Nullable HandleEntry> found = findAll(wanted);
    return found.contains(null) ? add(wanted, found, before) : allOf(found);
  }

  private static List<HandleEntry> allOf(List<@Nullable HandleEntry> found) {
    List<HandleEntry> all = new ArrayList<>(found.size());
    for (HandleEntry entry : found) {
      all.add(Objects.requireNonNull(entry));
    }
    return all;
  }

  private List<@Nullable HandleEntry> findAll(List<HandleEntry> wanted) {
    HandleLog.Reader reader = entries.reader(wanted.size() == 1 ? ONE : MANY);
    List<@Nullable HandleEntry> found = new ArrayList<>(wanted.size());
    try {
      for (HandleEntry entry : wanted) {
        found.add(find(entry.id(), reader));
      }
      return found;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// @param seen what was found when so many batches had been written
  private List<HandleEntry> add(
      List<HandleEntry> wanted, List<@Nullable HandleEntry> seen, int before) {
    writing.lock();
    try {
      // others may have written meanwhile
      List<@Nullable HandleEntry> found = batches.get() == before ? seen : findAll(wanted);
      Map<FileId, HandleEntry> fresh = new LinkedHashMap<>();
      List<HandleEntry> now = new ArrayList<>(wanted.size());
      for (int i = 0; i < wanted.size(); i++) {
        HandleEntry entry = wanted.get(i);
        HandleEntry known = found.get(i);
        now.add(known == null ? fresh.computeIfAbsent(entry.id(), _ -> entry) : known);
      }
      write(List.copyOf(fresh.values()));
      return now;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void replace(HandleEntry entry) {
    writing.lock();
    try {
      write(List.of(entry));
    } finally {
      writing.unlock();
    }
  }

  /// Writes entries to the log and then sets them in the index; for the holder of `writing`.
  private void write(List<HandleEntry> written) {
    try {
      long[] positions = entries.append(written);
      HandleLog.Reader reader = entries.reader(ONE);
      for (int i = 0; i < positions.length; i++) {
        FileId id = written.get(i).id();
        index.put(id, positions[i], match(id, reader));
      }
    } catch (IOException e) {
      throw new VfsException(
          VfsError.NO_SPACE,
          "cannot write " + directory + ": free space there or set --state-dir",
          e);
    } finally {
      batches.incrementAndGet();
    }
  }

  private VfsException unreadable(IOException cause) {
    return new VfsException(VfsError.IO, "cannot read " + directory + ": " + cause, cause);
  }

  /// The memory that the table takes: its log is read with buffers that do not stay.
  public long bytes() {
    return index.bytes();
  }

  @Override
  public void close() {
    writing.lock();
    try {
      index.close();
      entries.close();
    } catch (IOException e) {
      log.warn("the log in {} did not close: {}", directory, e.toString());
    } finally {
      writing.unlock();
    }
  }
}
