package io.sluice.vfs.write;

import io.sluice.memory.LeasedBytes;
import io.sluice.memory.Slab;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectStore;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.part.ArrivedBytes;
import io.sluice.vfs.write.part.PartSizes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one export that are being written: one session each, from CREATE or the first WRITE
/// until half a minute after the object was published.
///
/// Whoever calls a method that may publish looks at [#look] afterwards, and tells the namespace.
/// Safe for any number of threads.
public final class Sessions {
  /// Each part of 8 MiB takes a tenth of a second on a connection, so these fill a link of 10
  /// Gbit/s.
  private static final int SENDS = 16;

  /// The part of the memory that bytes of published files may keep: a fourth. Reads and what is
  /// written need the rest, and bytes that are gone cost a request, for those few who go on.
  private static final int RETAINED_SHARE = 4;

  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final OpenSessions open;
  private final SessionPorts ports;
  private final long verifier;
  private final SessionStart start;

  private Sessions(SessionPorts ports, long verifier) {
    this.ports = ports;
    this.verifier = verifier;
    this.open = new OpenSessions(ports.memory().slab().budget() / RETAINED_SHARE);
    this.start = new SessionStart(ports, open);
  }

  /// The sessions of an export, with those that a former process left.
  ///
  /// @param slab memory for bytes
  /// @param verifier of this process, other than that of any former one
  public static Sessions open(
      ObjectUploads uploads,
      ObjectStore store,
      Slab slab,
      SessionLog log,
      SessionSettings settings,
      long verifier,
      InstantSource clock,
      LongSupplier ticker) {
    PartSizes sizes =
        uploads.wantsPartsAlike() ? PartSizes.alike() : new PartSizes(settings.memory());
    return open(
        uploads, store, slab, log, settings, verifier, clock, ticker, sizes, SessionLock.LOOK);
  }

  /// The same with parts of other sizes, for tests.
  ///
  /// @param look nanoseconds after which those who wait look at the ticker again
  static Sessions open(
      ObjectUploads uploads,
      ObjectStore store,
      Slab slab,
      SessionLog log,
      SessionSettings settings,
      long verifier,
      InstantSource clock,
      LongSupplier ticker,
      PartSizes sizes,
      long look) {
    Sessions[] self = new Sessions[1];
    SessionPorts ports =
        new SessionPorts(
            uploads,
            store,
            new WriteMemory(
                slab, () -> self[0].open.relieve(), () -> self[0].open.giveMost(), ticker),
            log,
            new UnwantedUploads(uploads, log, clock),
            settings,
            sizes,
            new Semaphore(SENDS, true),
            new CloseSignals(ticker.getAsLong()),
            new WriteCounts(),
            clock,
            ticker,
            look);
    self[0] = new Sessions(ports, verifier);
    TakenUp.all(ports, self[0].open);
    return self[0];
  }

  /// Files that are in S3 in no form: their names are here only.
  public List<FileId> created() {
    return open.files(session -> session.standing().isNowhereElse());
  }

  /// Changes with the process, so that clients send again what was not committed.
  public long verifier() {
    return verifier;
  }

  public WriteCounts counts() {
    return ports.counts();
  }

  /// The memory of bytes that S3 has, kept in case somebody goes on with their files.
  public long retainedBytes() {
    return open.retainedBytes();
  }

  /// How a file that is being written looks; null if it is not.
  public @Nullable FileUnderWay look(FileId file) {
    WriteSession session = open.find(file);
    return session == null ? null : session.look();
  }

  /// What became of a file since this was last asked, one thing at a time; null if nothing did.
  public @Nullable SessionNews news(FileId file) {
    WriteSession session = open.find(file);
    return session == null ? null : session.standing().news();
  }

  /// The namespace knows of an object that was news.
  public void known(FileId file, Publication told) {
    WriteSession session = open.find(file);
    if (session != null) {
      session.standing().known(told);
    }
  }

  /// Forgets a file of which nothing is to be done: whoever goes on with it begins with its object.
  public void endIfQuiet(FileId file) {
    open.endIfQuiet(file);
  }

  /// A file was created; it is remembered when this returns.
  ///
  /// @param createVerifier of an EXCLUSIVE CREATE
  /// @param base the object that it will replace; null if there is none
  public void create(
      FileId file,
      ObjectKey key,
      @Nullable Long createVerifier,
      @Nullable ETag base,
      SessionRecord.Attributes attributes) {
    start.create(file, key, createVerifier, base, attributes);
  }

  /// Goes on with an object that this mount published (semantics W8).
  ///
  /// @return whether it did, and less than a day ago
  public boolean resume(
      FileId file, ObjectKey key, ETag eTag, long size, SessionRecord.Attributes attributes) {
    return start.resume(file, key, eTag, size, attributes, false);
  }

  /// The same with a file that has no name any more, but is open: it is not published.
  public boolean resumeRemoved(
      FileId file, ObjectKey key, ETag eTag, long size, SessionRecord.Attributes attributes) {
    return start.resume(file, key, eTag, size, attributes, true);
  }

  /// Writes to an object without bytes, whoever put it: the next one replaces it.
  public void replaceEmpty(
      FileId file, ObjectKey key, ETag eTag, SessionRecord.Attributes attributes) {
    start.replaceEmpty(file, key, eTag, attributes);
  }

  /// Whether the file was created by an EXCLUSIVE CREATE with this verifier.
  public boolean wasCreatedBy(FileId file, long createVerifier) {
    SessionRecord record = ports.log().find(file);
    return record != null && record.isCreatedBy(createVerifier, ports.clock().instant());
  }

  /// Takes bytes.
  ///
  /// @throws VfsException `BUSY` if the file is not being written any more
  public void write(FileId file, long offset, LeasedBytes data, Durability durability) {
    WriteSession session = require(file);
    ArrivedBytes arrived = ArrivedBytes.of(data);
    with(session, to -> to.write(offset, arrived, durability));
  }

  /// Makes all bytes durable that came before, without waiting for others.
  public void makeDurable(FileId file) {
    ifOpen(file, WriteSession::makeDurable);
  }

  /// As COMMIT does; what is not being written is durable.
  ///
  /// @return the verifier: another one than that of any WRITE if all must be sent again
  public long commit(FileId file) {
    WriteSession session = open.find(file);
    if (session == null) {
      return verifier;
    }
    try {
      return session.commit() ? verifier : ~verifier;
    } finally {
      open.stir(session);
    }
  }

  /// A client asks for the attributes of a file, as it does when it closes it.
  public void looked(FileId file) {
    ifOpen(
        file,
        session -> {
          if (session.signalled()) {
            ports.signals().given();
          }
        });
  }

  /// A client sets attributes, which S3 does not keep, as it does before it closes the file.
  public void setAttributes(FileId file, UnaryOperator<SessionRecord.Attributes> change) {
    with(
        require(file),
        session -> {
          session.signalled();
          session.set(change);
        });
  }

  /// Lets a file end elsewhere.
  public void truncate(FileId file, long size) {
    with(require(file), session -> session.truncate(size));
  }

  /// Reads bytes that are at hand; false if they must be read from S3.
  public boolean read(FileId file, long offset, ByteBuffer into) {
    WriteSession session = open.find(file);
    return session != null && session.reads().read(offset, into);
  }

  /// A published file is read: had it not been published, it would be now.
  public void isRead(FileId file) {
    ifOpen(file, session -> session.reads().isRead());
  }

  /// Publishes a file so that a reader gets its bytes from S3.
  public void publishForReader(FileId file) {
    ifOpen(file, session -> session.reads().publishForReader());
  }

  /// Whether the file is being written, and in S3 in no form.
  public boolean isNowhereElse(FileId file) {
    WriteSession session = open.find(file);
    return session != null && session.standing().isNowhereElse();
  }

  /// The file has no name any more, but may be open: it is not published; or it has it again.
  public void unlinked(FileId file, boolean is) {
    ifOpen(file, session -> session.unlinked(is));
  }

  /// Goes on as [#drop], for a file that is in no bucket as far as the namespace knows; waits for a
  /// request under way that puts it there.
  ///
  /// @return false if it is there, so that nothing was dropped
  /// @throws VfsException `BUSY` if S3 does not answer for long
  public boolean dropUnlessNew(FileId file) {
    WriteSession session = open.find(file);
    if (session != null && !session.dropUnlessNew()) {
      return false;
    }
    drop(file);
    return true;
  }

  /// Does something in S3 before a file is published: waits for a publishing under way, and none
  /// begins meanwhile.
  ///
  /// @throws VfsException `BUSY` if S3 does not answer for long
  public void beforePublishing(FileId file, Runnable work) {
    WriteSession session = open.find(file);
    if (session == null) {
      work.run();
    } else {
      with(session, found -> found.beforePublishing(work));
    }
  }

  /// A file that was created may replace this object of a removed one, which no name shows.
  public void mayReplace(FileId file, ETag hidden) {
    ifOpen(file, session -> session.mayReplace(hidden));
  }

  /// The file was removed: what is under way is dropped, and everything about it forgotten.
  public void drop(FileId file) {
    WriteSession session = open.remove(file);
    if (session != null) {
      session.dropped();
    }
    try {
      ports.log().remove(file);
    } catch (VfsException full) {
      log.warn("a removed file is still remembered: {}", full.getMessage());
    }
  }

  /// Files that have been silent long enough to be published.
  public List<FileId> due() {
    return open.restless(session -> session.standing().isDue());
  }

  /// Files of which something is not told yet.
  public List<FileId> untold() {
    return open.restless(session -> session.standing().hasNews());
  }

  /// Lets files rest for which nothing is to be done: [#due] and [#untold] do not look at them any
  /// more.
  public void settle() {
    open.settle();
  }

  /// Publishes one of these.
  public void publishIfDue(FileId file) {
    ifOpen(file, WriteSession::publishIfDue);
  }

  /// Publishes a file of which no byte was written, as an empty object.
  public void publishIfUnwritten(FileId file) {
    ifOpen(file, WriteSession::publishIfUnwritten);
  }

  /// Forgets sessions that nothing more is expected of, and sends again what could not be sent.
  public void sweep() {
    ports.unwanted().again(ports.ticker().getAsLong());
    open.sweep();
    open.sendAgain();
  }

  private void ifOpen(FileId file, Consumer<WriteSession> does) {
    WriteSession session = open.find(file);
    if (session != null) {
      with(session, does);
    }
  }

  private void with(WriteSession session, Consumer<WriteSession> does) {
    try {
      does.accept(session);
    } finally {
      open.stir(session);
    }
  }

  private WriteSession require(FileId file) {
    WriteSession session = open.find(file);
    if (session == null) {
      throw new VfsException(VfsError.BUSY, "the file was just being forgotten; send it again");
    }
    return session;
  }

  /// Whether [#publishLeft] would publish anything.
  public boolean isAnythingLeft() {
    return open.all().stream().anyMatch(session -> session.standing().isLeft());
  }

  /// All clients have gone, and the server is to end: publishes what they left, which nobody would
  /// before the next server starts.
  ///
  /// @param patience how long that may take; what is not done then the next process takes up
  public void publishLeft(Duration patience) {
    FinalPublishing.of(
        open.all().stream().filter(session -> session.standing().isLeft()).toList(), patience);
  }

  /// Publishes files of which no byte was written, as the server ends. What is being written, the
  /// next process takes up.
  ///
  /// @param patience as for [#publishLeft]
  public void end(Duration patience) {
    FinalPublishing.of(
        open.all().stream().filter(session -> session.standing().isUnwritten()).toList(), patience);
  }
}
