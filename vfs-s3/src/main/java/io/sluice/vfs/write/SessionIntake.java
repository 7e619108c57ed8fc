package io.sluice.vfs.write;

import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.ArrivedBytes;
import io.sluice.vfs.write.part.Part;
import io.sluice.vfs.write.part.PartNeed;
import io.sluice.vfs.write.part.SessionParts.Obstacle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes the content of a file: takes bytes, as soon as nothing stands in their way, and lets the
/// file end elsewhere. Methods are called with the session's lock held, and give it away while they
/// wait or ask S3.
final class SessionIntake {
  private static final Logger log = LoggerFactory.getLogger(SessionIntake.class);

  /// How long a call waits for memory, or for S3 to tell how far the file is, before its client is
  /// asked to come again: well below the 60 s after which Linux sends the call again.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// A client that sends what is between comes again after 5 s (Linux), or 15 under load.
  private static final Duration HOPE = Duration.ofSeconds(60);

  /// A fourth of the memory for files is what others notice that it is missing.
  private static final int MUCH = 4;

  private static final long NEVER = Long.MIN_VALUE;

  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final PartSender sender;
  private final SessionEnd end;
  private final SessionPublisher publisher;
  private final BaseObject base;

  /// Since when no WRITE has found memory; guarded by the session's lock.
  private long refusedSince = NEVER;

  SessionIntake(
      FileId file,
      SessionCore core,
      SessionLock lock,
      SessionPorts ports,
      PartSender sender,
      SessionEnd end,
      SessionPublisher publisher) {
    this.file = file;
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.sender = sender;
    this.end = end;
    this.publisher = publisher;
    this.base = new BaseObject(file, core, ports, sender);
  }

  /// A long stream ends early with a status that makes `write` itself fail: others show at the end
  /// (semantics W15).
  void requireUsable(long offset, Durability durability) {
    if (durability == Durability.UNSTABLE
        && offset >= ports.sizes().smallest()
        && core.state() instanceof SessionState.Failed(VfsException why)
        && why.error() != VfsError.INVALID) {
      throw new VfsException(
          VfsError.NO_SPACE, core.key + ": writing it failed, and goes on failing", why);
    }
    core.requireUsable();
  }

  private void requireReach(long offset, int length) {
    if (offset > ports.sizes().largestFile() - length) {
      throw new VfsException(
          VfsError.TOO_LARGE,
          core.key + " would be larger than 10,000 parts are with this --memory-target");
    }
  }

  /// Takes bytes.
  void take(long offset, ArrivedBytes arrived) {
    ByteBuffer data = arrived.bytes();
    requireReach(offset, data.remaining());
    makeRoom(offset, data);
    if (core.recovery() != null) {
      core.recovery().received();
    }
    refusedSince = NEVER;
    boolean wasLarge = core.parts.grid().isLarge();
    core.parts.put(offset, arrived);
    if (!core.inS3.isPublished()) { // else the object has just these bytes, and so has its time
      core.set(core.attributes().writtenAt(ports.clock().instant()));
    }
    if (!wasLarge || core.parts.hasFullUnder(offset, offset + data.remaining())) {
      sender.sendFull(); // else there is nothing new to send, and looking for it has its price
    }
  }

  private void makeRoom(long offset, ByteBuffer data) {
    boolean isSame = false;
    long until = lock.now() + PATIENCE.toNanos();
    try (AwaitedLeases leases = new AwaitedLeases(ports.memory())) {
      while (true) {
        core.requireUsable();
        Obstacle obstacle = clear(offset, data, isSame, until, leases);
        if (obstacle == null) {
          break;
        }
        isSame = isSame || obstacle == Obstacle.COPIED;
      }
    }
  }

  /// Clears one obstacle away and tells which; null if there was none. Whoever waits for something
  /// else than memory keeps none from others, who may need it for just that.
  private @Nullable Obstacle clear(
      long offset, ByteBuffer data, boolean isSame, long until, AwaitedLeases leases) {
    if (!isReady(until, leases)) {
      return Obstacle.SENDING;
    }
    Obstacle obstacle = core.parts.obstacle(offset, data, isSame);
    if (obstacle != Obstacle.NONE) {
      leases.giveBack();
    }
    switch (obstacle) {
      case NONE -> {
        int lacking = core.parts.reserve(offset, data.remaining(), leases::tryLease);
        if (lacking == 0) {
          return null;
        }
        waitForMemory(lacking, leases);
      }
      case SENDING -> lock.await();
      case GONE -> throw rewritten();
      case COPIED -> requireSame(offset, data);
    }
    return obstacle;
  }

  /// Whether the parts are what bytes can be put into; if not, does something about it.
  private boolean isReady(long until, AwaitedLeases leases) {
    boolean isReady = !isBusy() && !core.isUnsure() && !core.inS3.isElsewhere();
    if (!isReady) {
      leases.giveBack();
    }
    if (isBusy()) {
      awaitIdle(until);
    } else if (core.isUnsure()) {
      publisher.complete(); // what changes goes on from the object, if it is there
    } else if (core.inS3.isElsewhere()) {
      goOn();
    }
    return isReady;
  }

  private void awaitIdle(long until) {
    if (lock.now() - until >= 0) {
      throw new VfsException(VfsError.BUSY, core.key + ": S3 has not told yet how far it is");
    }
    lock.await(until);
  }

  /// Whether the parts are not to be touched.
  private boolean isBusy() {
    return core.isLoading() || core.state() instanceof SessionState.Completing;
  }

  private void requireSame(long offset, ByteBuffer data) {
    int copied = core.parts.copied(offset, data.remaining());
    if (!base.has(offset, data.slice(data.position(), copied))) {
      throw new VfsException(
          VfsError.NOT_PERMITTED,
          core.key + ": bytes in the middle of an object are not changed (--allow-modify)");
    }
  }

  /// Goes on from an object that was published.
  private void goOn() {
    // what was flushed within the first part was published because of that, not by a guess
    if (isBeyondFirstPart() && core.timing.goesOn(lock.now())) {
      ports.counts().early.increment();
      log.info(
          "{}: was published before its end, as a pause looked like one; it goes on by a copy"
              + " within S3",
          core.key);
    }
    core.loading(true);
    try {
      base.load();
      SessionRecord.EndSet end = core.endSet();
      if (end != null) { // a client had set it behind the object, or in one that came late
        cutOff(end);
        core.parts.extend(end.size());
      }
    } finally {
      core.loading(false);
      lock.changed();
    }
  }

  private boolean isBeyondFirstPart() {
    return core.parts.size() > ports.sizes().smallest();
  }

  VfsException rewritten() {
    VfsException why =
        new VfsException(
            VfsError.INVALID,
            core.key
                + ": bytes were written again that are in S3 already; new files are written from"
                + " start to end (--allow-modify)");
    end.failed(why);
    return why;
  }

  /// Memory is short: waits, without the lock, until so much may be free.
  private void waitForMemory(int bytes, AwaitedLeases leases) {
    boolean isFree = sender.unlocked(() -> leases.await(bytes, PATIENCE));
    if (!isFree) {
      core.timing.refused(lock.now());
      ports.counts().refused.increment();
      requireHope();
      throw new VfsException(
          VfsError.BUSY, core.key + ": no memory is free; raise --memory-target");
    }
  }

  /// Parts with gaps hold their memory until the bytes between come. A client that scatters its
  /// bytes over a file may never send them, and would keep others from writing, too. So would a
  /// file that was removed while it is open, nothing of which is sent.
  private void requireHope() {
    refusedSince = refusedSince == NEVER ? lock.now() : refusedSince;
    long held = core.parts.grid().leased();
    boolean isMuch = held > ports.memory().slab().budget() / MUCH;
    if (isMuch
        && (core.parts.hasHoles() || core.isUnlinked())
        && sender.isIdle()
        && lock.now() - refusedSince >= HOPE.toNanos()) {
      String why =
          core.isUnlinked()
              ? "it was removed while it is open, so nothing of it is sent"
              : "they have gaps between; write it from start to end";
      throw new VfsException(
          VfsError.NO_SPACE,
          "%s: %d MiB of it fill the memory: %s, or raise --memory-target"
              .formatted(core.key, held >> 20, why));
    }
  }

  /// Lets the file end elsewhere (semantics W17).
  void truncate(long size) {
    requireReach(size, 0);
    long until = lock.now() + PATIENCE.toNanos();
    while (core.isPublishing() || isBusy() || core.isUnsure() || core.parts.isSendingFrom(size)) {
      if (core.isUnsure() && !core.isPublishing()) {
        publisher.complete();
      } else {
        awaitIdle(until);
      }
      core.requireUsable();
    }
    if (core.recovery() != null) {
      core.recovery().received();
    }
    if (size == 0) {
      core.inS3.emptied();
    } else if (core.inS3.isElsewhere()) {
      goOn();
    }
    if (size > core.parts.size()) {
      core.parts.extend(size);
    } else if (core.parts.canTruncate(size)) {
      core.parts.truncate(size);
    } else {
      throw rewritten();
    }
    core.sizeSet(size);
    core.timing.touched(lock.now());
    core.set(core.attributes().writtenAt(ports.clock().instant()));
    sendCutOff();
    remember(size);
  }

  /// Lets a file that was taken up end where its client had set that; calls wait meanwhile.
  ///
  /// @param cuts whether nothing came since that is behind the least of these ends
  void restoreEnd(SessionRecord.EndSet end, boolean cuts) {
    boolean isShorter = cuts && end.least() < core.parts.size();
    boolean isLonger = end.size() > core.parts.size();
    if (!isLonger && !isShorter) {
      return;
    }
    boolean wasLoading = core.isLoading();
    core.loading(true);
    try {
      loadToEnd(wasLoading);
      if (cuts) {
        cutOff(end); // what is there may be another object now than before it was read
      }
      core.parts.extend(end.size());
      core.restores(end);
    } finally {
      core.loading(wasLoading);
      lock.changed();
    }
  }

  private void cutOff(SessionRecord.EndSet end) {
    if (end.least() < core.parts.size() && core.parts.canTruncate(end.least())) {
      core.parts.truncate(end.least());
    }
  }

  private void loadToEnd(boolean wasLoading) {
    try {
      if (core.inS3.isElsewhere()) {
        base.load();
      }
    } catch (VfsException e) {
      boolean isPaced = wasLoading && e.error() == VfsError.ACCESS_DENIED; // by who takes it up
      if (e.error() != VfsError.BUSY && !isPaced) {
        end.failed(e); // it would fail the same way each time
      }
      throw e;
    }
  }

  /// The next process could not cut off a part of an unfinished upload, so S3 gets it once more;
  /// and the next record is to have no less than the one before.
  private void sendCutOff() {
    int delays = core.delays.count();
    Set<Part> wanted = wantedInRecord();
    while (!wanted.isEmpty() && core.state() instanceof SessionState.Uploading) {
      sender.send(wanted);
      lock.await();
      core.requireUsable();
      core.delays.requireNoneSince(delays);
      wanted = wantedInRecord();
    }
  }

  private Set<Part> wantedInRecord() {
    Set<Part> wanted = new LinkedHashSet<>();
    wanted.addAll(new PartNeed(0, core.remembered(), 0).unmet(core.parts));
    Part last = core.parts.sent().cutOff();
    if (last != null) {
      wanted.add(last);
    }
    return wanted;
  }

  private void remember(long size) {
    if (core.inS3.isPublished()) {
      return; // while it waited, and as it is now: that was remembered
    }
    if (core.state() instanceof SessionState.Uploading(UploadId upload)) {
      if (size > 0) {
        ports.log().put(file, core.record(core.uploading(upload)), core.parts.sent().spillable());
        return;
      }
      end.abort(upload);
      core.remembers(List.of());
      core.become(new SessionState.Resting());
    }
    SessionRecord before = ports.log().find(file);
    Stage stage =
        core.state() instanceof SessionState.Beginning && before != null
            ? before.stage()
            : new Stage.Open(core.inS3.eTag());
    ports.log().put(file, core.record(stage));
  }
}
