package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.PartOutcome;
import io.sluice.vfs.s3.PartSlot;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.Part;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends the parts of one file, each on a virtual thread of its own, in whatever order they fill.
/// Methods are called with the session's lock held; S3 is asked without it.
final class PartSender {
  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final SessionEnd end;

  /// Parts that wait for a turn; guarded by the session's lock.
  private final Set<Part> queued = new HashSet<>();

  PartSender(FileId file, SessionCore core, SessionLock lock, SessionPorts ports, SessionEnd end) {
    this.file = file;
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.end = end;
  }

  /// Begins to send what is full. A file of one part is not sent in parts.
  void sendFull() {
    if (core.parts.grid().isLarge() && !core.isUnlinked()) {
      send(core.parts.sent().full());
    }
  }

  /// Begins to send these parts, unless they are on their way.
  void send(Collection<Part> parts) {
    for (Part part : parts) {
      if (!isSending(part)) {
        queued.add(part);
        Thread.ofVirtual().name("part " + part.number()).start(() -> run(part));
      }
    }
  }

  /// Sends these parts, and waits until nobody does so any more.
  void sendOnce(Collection<Part> parts) {
    int delays = core.delays.count();
    send(parts);
    while (parts.stream().anyMatch(this::isSending)) {
      lock.await();
      core.requireUsable();
      core.delays.requireNoneSince(delays);
    }
  }

  /// Whether a part is on its way, or waits for its turn.
  boolean isSending(Part part) {
    return part.isSending() || queued.contains(part);
  }

  /// Whether nothing is on its way.
  boolean isIdle() {
    return queued.isEmpty() && core.parts.grid().all().stream().noneMatch(Part::isSending);
  }

  private void run(Part part) {
    ports.sends().acquireUninterruptibly();
    lock.lock();
    try {
      UploadId upload =
          begun(part); // the part stays queued meanwhile, so that nobody else sends it
      if (upload != null && isWanted(part)) {
        queued.remove(part);
        sendNow(part, upload);
      }
    } catch (VfsException e) {
      end.failed(e);
    } catch (RuntimeException fault) {
      // nobody may wait for ever for a part that is not sent
      end.failed(
          new VfsException(VfsError.IO, core.key + ": a fault of the program: " + fault, fault));
    } finally {
      queued.remove(part);
      lock.changed();
      lock.unlock();
      ports.sends().release();
    }
  }

  private boolean isWanted(Part part) {
    return core.parts.grid().holds(part)
        && !part.isSending()
        && !part.isDurable(core.parts.size())
        && (part.isAtHand() || part.isCopy());
  }

  /// The upload, begun by whoever needs it first; null if the session takes no parts any more, or
  /// what the part was for was cut off or put whole while it waited for its turn.
  private @Nullable UploadId begun(Part part) {
    while (core.state() instanceof SessionState.Beginning || core.isReplacing()) {
      lock.await();
    }
    return switch (core.state()) {
      case SessionState.Resting _ -> isWanted(part) && !core.inS3.isPublished() ? begin() : null;
      case SessionState.Uploading(UploadId upload) -> upload;
      case SessionState.Beginning _,
          SessionState.Completing _,
          SessionState.Failed _,
          SessionState.Dropped _ ->
          null;
    };
  }

  private @Nullable UploadId begin() {
    ports.log().put(file, core.record(uploading(null)));
    Instant since = ports.clock().instant();
    core.become(new SessionState.Beginning(since));
    UploadId upload = null;
    boolean copies = core.parts.grid().all().stream().anyMatch(Part::isCopy);
    try {
      forgetForgotten();
      upload =
          unlocked(() ->
              copies
                  ? ports.uploads().createMultipartUploadForCopies(core.key)
                  : ports.uploads().createMultipartUpload(core.key));
    } finally {
      if (core.state() instanceof SessionState.Beginning) {
        core.become(
            upload == null ? new SessionState.Resting() : new SessionState.Uploading(upload));
      }
      begun(upload, since);
      lock.changed();
    }
    if (core.upload() == null) {
      return null;
    }
    ports.log().put(file, core.record(uploading(upload)));
    return upload;
  }

  /// An earlier request was not answered: if there is an upload of it, nobody uses that.
  private void forgetForgotten() {
    UnwantedUploads.Entry forgotten = core.forgotten();
    if (forgotten != null) {
      unlocked(() -> {
        ports.unwanted().abortForgotten(core.key, forgotten.since());
        return true;
      });
      ports.unwanted().forget(forgotten);
      core.forgotten(null);
    }
  }

  /// The request is over.
  ///
  /// @param upload null: nobody knows whether there is one
  private void begun(@Nullable UploadId upload, Instant since) {
    UnwantedUploads.Entry forgotten = core.forgotten();
    boolean isOver = !core.isOpen();
    if (upload == null && forgotten == null) {
      core.forgotten(ports.unwanted().remember(core.key, since));
    } else if (upload != null && isOver) {
      end.abort(upload); // it failed or was removed meanwhile
      if (forgotten != null) {
        ports.unwanted().forget(forgotten);
        core.forgotten(null);
      }
    }
    if (upload == null && isOver) {
      end.abortForgotten();
    }
  }

  /// For the log: an upload of which nothing is committed yet.
  private Stage.Uploading uploading(@Nullable UploadId upload) {
    return new Stage.Uploading(
        upload, ports.clock().instant(), core.inS3.eTag(), 0, List.of(), new byte[0]);
  }

  private void sendNow(Part part, UploadId upload) {
    Supplier<PartOutcome> request = request(part, upload);
    PartOutcome outcome = null;
    core.unanswered.sent(upload);
    try {
      outcome = unlocked(() -> ports.memory().sending(request));
    } finally {
      core.unanswered.answered(upload);
      if (outcome == null) {
        part.notSent();
      }
    }
    switch (outcome) {
      case PartOutcome.Stored(var stored) -> {
        if (upload.equals(core.upload())) {
          part.sent(stored);
          core.parts.sent().releaseSent();
          sendFull(); // it may have filled meanwhile
        } else {
          part.notSent();
        }
      }
      case PartOutcome.NoSuchUpload _ -> lost(part, upload);
      case PartOutcome.SourceChanged _ -> {
        part.notSent();
        end.failed(
            new VfsException(
                VfsError.IO, core.key + " was replaced while it was continued (--on-conflict)"));
      }
    }
  }

  /// The request that sends what the part is now.
  private Supplier<PartOutcome> request(Part part, UploadId upload) {
    PartSlot slot = new PartSlot(core.key, upload, part.number());
    ETag source = part.isCopy() ? Objects.requireNonNull(core.inS3.eTag()) : null;
    UploadBody body = part.send(core.parts.size());
    long from = part.start();
    long to = part.end();
    return source == null
        ? () -> ports.uploads().uploadPart(slot, body)
        : () -> ports.uploads().uploadPartCopy(slot, source, from, to);
  }

  /// Somebody aborted the upload: what is at hand is sent again.
  private void lost(Part part, UploadId upload) {
    part.notSent();
    if (!new SessionState.Uploading(upload).equals(core.state())) {
      return;
    }
    if (!core.parts.sent().startAgain()) {
      end.failed(
          new VfsException(
              VfsError.IO,
              core.key + ": its upload is gone, aborted by another program or a lifecycle rule"));
      return;
    }
    core.become(new SessionState.Resting());
    send(core.parts.sent().full());
  }

  /// Does something without the lock.
  <T> T unlocked(Supplier<T> request) {
    lock.unlock();
    try {
      return request.get();
    } finally {
      lock.lock();
    }
  }
}
