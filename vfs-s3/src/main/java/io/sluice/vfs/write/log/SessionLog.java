package io.sluice.vfs.write.log;

import com.google.common.util.concurrent.Uninterruptibles;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.write.part.SentParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is remembered of files that are being written, on disk before what it guards is answered or
/// sent (semantics C1, W8): a map from file id to [SessionRecord] whose every change is appended to
/// a file and survives the death of the process when the method returns. No fsync: a client on this
/// machine dies with the machine.
///
/// Bounded: of more than 200,000 records the oldest published go, and what was published is
/// forgotten after 24 h. The file is written anew when more than half of it is dead and it is
/// larger than 1 MiB, beside the changes that go on meanwhile.
///
/// Threads: any. Changes are queued, and whoever gets the lock first writes all that wait with one
/// `write`; looks take no lock and see what is on disk.
public final class SessionLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionLog.class);

  /// Some 400 bytes of heap each where nothing is in parts: 80 MB if all are used.
  private static final int MOST = 200_000;

  /// A smaller file is not worth a rewrite.
  private static final long SMALLEST_REWRITTEN = 1 << 20;

  /// A change that waits to be written. The fields that change belong to the holder of `writing`.
  private static final class Waiting {
    private final SessionCodec.Change change;
    private final byte[] frame;
    private boolean isDone;
    private @Nullable VfsException failure;

    Waiting(SessionCodec.Change change) {
      this.change = change;
      this.frame = SessionFile.frame(SessionCodec.encode(change));
    }
  }

  /// Null: in memory alone.
  private final @Nullable Path path;

  private final SessionTable table;
  private final SpilledParts spilled;
  private final InstantSource clock;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  @GuardedBy("writing")
  private @Nullable SessionFile file;

  /// How long the file must be at least for the next rewrite.
  @GuardedBy("writing")
  private long rewriteFrom = SMALLEST_REWRITTEN;

  @GuardedBy("writing")
  private @Nullable Thread rewriter;

  @GuardedBy("writing")
  private boolean isClosed;

  private SessionLog(
      @Nullable Path path,
      @Nullable SessionFile file,
      SessionTable table,
      SpilledParts spilled,
      InstantSource clock) {
    this.path = path;
    this.file = file;
    this.table = table;
    this.spilled = spilled;
    this.clock = clock;
  }

  /// Opens the log in a file, which is created; one that is something else is put aside.
  ///
  /// @throws IOException if it cannot be written
  public static SessionLog open(Path path, InstantSource clock) throws IOException {
    return open(path, clock, MOST);
  }

  /// The same with another bound.
  ///
  /// @param most files that are remembered
  public static SessionLog open(Path path, InstantSource clock, int most) throws IOException {
    SessionTable table = new SessionTable(most);
    return open(path, SessionReplay.open(path, table), table, clock);
  }

  /// Opens the log with what was read of it.
  ///
  /// @param table what is in the file
  public static SessionLog open(
      Path path, SessionFile file, SessionTable table, InstantSource clock) throws IOException {
    SpilledParts spilled =
        SpilledParts.open(path.resolveSibling(path.getFileName() + ".parts"), table.all());
    SessionLog opened = new SessionLog(path, file, table, spilled, clock);
    opened.writing.lock();
    try {
      table.forgetOld(clock.instant());
      opened.rewriteIfWorthIt();
    } finally {
      opened.writing.unlock();
    }
    return opened;
  }

  /// One that is kept nowhere.
  public static SessionLog inMemory() {
    return new SessionLog(
        null, null, new SessionTable(MOST), SpilledParts.inMemory(), InstantSource.system());
  }

  /// What is kept of parts beside the records.
  public SpilledParts spilled() {
    return spilled;
  }

  /// All records.
  public Map<FileId, SessionRecord> all() {
    return table.all();
  }

  /// Whether something remains to be done for any of them.
  public boolean isAnythingLeft() {
    return all().values().stream().anyMatch(record -> !(record.stage() instanceof Stage.Published));
  }

  /// What is remembered of a file; null if nothing is.
  public @Nullable SessionRecord find(FileId id) {
    return table.find(id);
  }

  /// Remembers a record in place of what was remembered of this file.
  ///
  /// @throws VfsException `NO_SPACE` if the disk did not take it; `BUSY` if 200,000 files are being
  ///   written, or the log is closed, as the next process goes on. What was remembered before still
  ///   is
  public void put(FileId id, SessionRecord record) {
    write(new Waiting(new SessionCodec.Change(id, record)));
    spilled.keepOnly(id, record);
  }

  /// As [#put], and keeps the bytes of these parts of the record as long as it stays.
  public void put(FileId id, SessionRecord record, List<SentParts.Spillable> parts) {
    parts.forEach(part -> spilled.put(id, part));
    put(id, record);
  }

  /// Forgets a file; does nothing if nothing is remembered of it.
  ///
  /// @throws VfsException `NO_SPACE` if the disk did not take it; it is still remembered then
  public void remove(FileId id) {
    write(new Waiting(new SessionCodec.Change(id, null)));
    spilled.keepOnly(id, null);
  }

  private void write(Waiting change) {
    waiting.add(change);
    writing.lock();
    try {
      if (isClosed) {
        throw new VfsException(VfsError.BUSY, "the server ends; send the call again");
      }
      if (!change.isDone) {
        writeAll();
      }
      if (change.failure != null) {
        throw change.failure;
      }
    } finally {
      writing.unlock();
    }
  }

  @GuardedBy("writing")
  private void writeAll() {
    List<Waiting> group = new ArrayList<>();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.isDone = true;
      if (next.change.record() != null && table.isFullFor(next.change.id())) {
        next.failure = new VfsException(VfsError.BUSY, "too many files are being written");
      } else {
        group.add(next);
        frames.writeBytes(next.frame);
      }
    }
    try {
      if (file != null) {
        file.append(frames.toByteArray());
      }
      group.forEach(done -> table.apply(done.change, done.frame.length));
    } catch (IOException e) {
      VfsException full =
          new VfsException(
              VfsError.NO_SPACE,
              "cannot write " + path + ": free space there or set --state-dir",
              e);
      group.forEach(refused -> refused.failure = full);
    }
    table.forgetOld(clock.instant());
    rewriteIfWorthIt();
  }

  @GuardedBy("writing")
  private void rewriteIfWorthIt() {
    if (path == null || file == null || rewriter != null) {
      return;
    }
    if (file.end() < rewriteFrom || table.liveBytes() > file.end() / 2) {
      return;
    }
    try {
      SessionRewrite rewrite = SessionRewrite.begin(path, table.inOrder(), file.end());
      // a platform thread: file I/O would hold a carrier of virtual threads for all that time
      rewriter = Thread.ofPlatform().daemon().name("session-log").start(() -> run(path, rewrite));
    } catch (IOException e) {
      notRewritten(path, e);
    }
  }

  private void run(Path there, SessionRewrite rewrite) {
    try {
      rewrite.writeLive();
      // what comes meanwhile is copied twice beside those who write, so that little is left to be
      // copied while they wait
      rewrite.catchUp(end());
      rewrite.catchUp(end());
      replaceBy(rewrite);
    } catch (IOException e) {
      rewrite.abandon();
      writing.lock();
      try {
        rewriter = null;
        notRewritten(there, e);
      } finally {
        writing.unlock();
      }
    }
  }

  private long end() {
    writing.lock();
    try {
      return file == null ? 0 : file.end();
    } finally {
      writing.unlock();
    }
  }

  private void replaceBy(SessionRewrite rewrite) throws IOException {
    SessionFile old;
    writing.lock();
    try {
      rewrite.catchUp(end());
      old = file;
      file = rewrite.finish();
      rewriter = null;
      rewriteFrom = SMALLEST_REWRITTEN;
    } finally {
      writing.unlock();
    }
    close(old);
  }

  /// Nothing is lost: the next rewrite is tried when the file is twice as long.
  @GuardedBy("writing")
  private void notRewritten(Path there, IOException cause) {
    rewriteFrom = 2 * end();
    log.warn("{} could not be made smaller: {}", there, cause.toString());
  }

  @Override
  public void close() {
    Thread running;
    writing.lock();
    try {
      running = rewriter;
    } finally {
      writing.unlock();
    }
    if (running != null) {
      Uninterruptibles.joinUninterruptibly(running);
    }
    writing.lock();
    try {
      isClosed = true;
      close(file);
    } finally {
      writing.unlock();
    }
  }

  private void close(@Nullable SessionFile done) {
    try {
      if (done != null) {
        done.close();
      }
    } catch (IOException e) {
      log.warn("{} did not close: {}", path, e.toString());
    }
  }
}
