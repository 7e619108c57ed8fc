package io.sluice.vfs.write;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.MultipartETag;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.Part;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the object of a file: by PutObject if it fits into one part, else by completing its
/// upload. One publishing of a file at a time. Methods are called with the session's lock held; S3
/// is asked without it.
final class SessionPublisher {
  private static final Logger log = LoggerFactory.getLogger(SessionPublisher.class);

  /// Larger objects are not sent once more only to learn something of the server.
  private static final long PROBE = 1 << 20;

  /// Another such request may come late, too; after that it is something else.
  private static final int SENT_AGAIN = 2;

  private final FileId file;
  private final SessionCore core;
  private final SessionLock lock;
  private final SessionPorts ports;
  private final PartSender sender;
  private final SessionEnd end;
  private final PublishAnswers answers;

  SessionPublisher(
      FileId file,
      SessionCore core,
      SessionLock lock,
      SessionPorts ports,
      PartSender sender,
      SessionEnd end) {
    this.file = file;
    this.core = core;
    this.lock = lock;
    this.ports = ports;
    this.sender = sender;
    this.end = end;
    this.answers = new PublishAnswers(core, ports, sender);
  }

  /// Publishes a file of one part as it is now, or waits for others who do.
  void putWhole() {
    while (core.isPublishing() || core.isLoading() || isBeginning() || isFirstPartSending()) {
      lock.await();
    }
    core.requireUsable();
    if (core.inS3.isPublished() || core.isUnlinked() || core.parts.grid().isLarge()) {
      return;
    }
    publishing(() -> {
      core.replacing(core.upload() != null);
      try {
        put(core.upload());
      } finally {
        core.replacing(false);
      }
    });
  }

  private boolean isBeginning() {
    return core.state() instanceof SessionState.Beginning;
  }

  private boolean isFirstPartSending() {
    return core.parts.size() > 0 && core.parts.grid().at(0).isSending();
  }

  /// @param cutOff the upload of a file that was cut off, which has what a commit was answered for
  private void put(@Nullable UploadId cutOff) {
    long revision = core.parts.revision();
    Part part = core.parts.size() == 0 ? null : core.parts.grid().at(0);
    UploadBody body = part == null ? UploadBody.EMPTY : part.send(core.parts.size());
    Stage.Publishing sent = remember(cutOff, body.size(), body.crc32c(), null);
    Precondition only = core.inS3.precondition();
    PutOutcome outcome;
    try {
      outcome =
          sender.unlocked(
              () -> ports.memory().sending(() -> ports.uploads().putObject(core.key, body, only)));
      outcome =
          answers.settled(outcome, sent, other -> ports.uploads().putObject(core.key, body, other));
      outcome = probed(outcome, body);
    } finally {
      if (part != null) {
        part.notSent();
      }
    }
    stored(outcome, revision, body.size(), cutOff);
  }

  /// Lets a small object that was just put tell whether the server heeds preconditions.
  private PutOutcome probed(PutOutcome outcome, UploadBody body) {
    if (!(outcome instanceof PutOutcome.Stored(ETag eTag)) || body.size() > PROBE) {
      return outcome;
    }
    try {
      return new PutOutcome.Stored(
          sender.unlocked(() -> ports.uploads().probeConditions(core.key, body, eTag)));
    } catch (VfsException unknown) {
      log.debug("{}: {}", core.key, unknown.getMessage());
      return outcome;
    }
  }

  /// Publishes a file whose parts S3 has.
  ///
  /// @return false if more bytes came meanwhile
  boolean complete() {
    while (core.isPublishing()) {
      lock.await();
    }
    core.requireUsable();
    if (core.inS3.isPublished()) {
      return true;
    }
    core.unsure(false);
    if (!core.parts.sent().isDurable() || !(core.state() instanceof SessionState.Uploading up)) {
      return false;
    }
    publishing(() -> complete(up.upload()));
    return core.inS3.isPublished();
  }

  private void complete(UploadId upload) {
    List<Integer> differing = tryToComplete(upload);
    for (int i = 0; i < SENT_AGAIN && !differing.isEmpty(); i++) {
      sendAgain(differing);
      if (!core.parts.sent().isDurable() || !(core.state() instanceof SessionState.Uploading up)) {
        return; // more bytes came meanwhile
      }
      differing = tryToComplete(up.upload());
    }
    if (!differing.isEmpty()) {
      throw differs(differing, "although they were sent again");
    }
  }

  /// A request that was given up, and took its time, brought S3 what the parts were before.
  private void sendAgain(List<Integer> differing) {
    List<Part> parts = core.parts.sent().forget(differing);
    if (parts.isEmpty()) {
      throw differs(differing, "and they are not in memory any more: write the file again");
    }
    log.warn("{}: S3 has other bytes of the parts {}: sends them again", core.key, differing);
    sender.sendOnce(parts);
  }

  private VfsException differs(List<Integer> parts, String why) {
    return new VfsException(
        VfsError.IO,
        "%s: S3 has other bytes of the parts %s than were sent, %s"
            .formatted(core.key, parts, why));
  }

  /// @return the numbers of parts that S3 has otherwise, so that nothing was done
  private List<Integer> tryToComplete(UploadId upload) {
    long revision = core.parts.revision();
    long size = core.parts.size();
    Crc32c whole = core.parts.sent().checksum();
    List<UploadedPart> parts = core.parts.sent().uploaded();
    ETag expected = whole == null ? MultipartETag.of(parts) : null;
    Stage.Publishing sent = remember(upload, size, whole, expected);
    core.become(new SessionState.Completing(upload));
    Precondition only = core.inS3.precondition();
    try {
      Function<Precondition, PutOutcome> complete =
          condition ->
              ports.uploads().completeMultipartUpload(core.key, upload, parts, whole, condition);
      PutOutcome told = sender.unlocked(() -> complete.apply(only));
      PutOutcome outcome = answers.settled(told, sent, complete);
      if (outcome instanceof PutOutcome.PartsDiffer(List<Integer> numbers)) {
        return numbers;
      }
      stored(outcome, revision, size, null);
      abortUnlessCompleted(upload, told);
      return List.of();
    } catch (VfsException e) {
      core.unsure(e.error() == VfsError.BUSY);
      throw e;
    } finally {
      if (core.state() instanceof SessionState.Completing) {
        core.become(new SessionState.Uploading(upload));
      }
    }
  }

  /// What is there after a conflict may be another client's object of the same content.
  private void abortUnlessCompleted(UploadId upload, PutOutcome told) {
    if (told instanceof PutOutcome.Conflict) {
      end.abort(upload);
    }
  }

  private void publishing(Runnable publish) {
    core.publishing(true);
    try {
      publish.run();
    } catch (VfsException e) {
      end.failed(e);
      throw e;
    } finally {
      core.publishing(false);
      lock.changed();
    }
  }

  /// @return what is sent, as it is recognised if the answer is lost
  private Stage.Publishing remember(
      @Nullable UploadId upload, long size, @Nullable Crc32c crc, @Nullable ETag expected) {
    Stage.Publishing sent =
        new Stage.Publishing(
            upload,
            size,
            crc == null ? null : crc.value(),
            core.inS3.eTag(),
            expected,
            core.parts.sent().durableParts());
    remember(sent);
    core.attempts.add(size, crc);
    return sent;
  }

  private void remember(Stage stage) {
    try {
      boolean isUnderWay = stage instanceof Stage.Publishing || stage instanceof Stage.Uploading;
      ports
          .log()
          .put(file, core.record(stage), isUnderWay ? core.parts.sent().spillable() : List.of());
    } catch (VfsException full) {
      // what is in S3 is safe, whether it is remembered or not
      log.warn("{}: publishes without remembering it: {}", core.key, full.getMessage());
    }
  }

  /// @param unneeded an upload in whose place the object is
  private void stored(PutOutcome outcome, long revision, long size, @Nullable UploadId unneeded) {
    if (!(outcome instanceof PutOutcome.Stored(ETag eTag))) {
      throw new VfsException(VfsError.IO, core.key + ": the answer is not S3's");
    }
    boolean isLarge = core.state() instanceof SessionState.Completing;
    core.published(revision, eTag, size);
    if (core.reads.areOutdatedBy(revision)) {
      core.set(core.attributes().changedAt(ports.clock().instant()));
    }
    core.timing.published(lock.now());
    ports.counts().published.increment();
    if (isLarge) {
      core.become(new SessionState.Resting());
      core.parts.grid().close();
      core.inS3.restsOn(eTag);
    }
    if (unneeded != null && core.isOpen()) { // else its end has aborted it
      end.abort(unneeded);
      core.parts.sent().startAgain();
      core.become(new SessionState.Resting());
    }
    if (core.isOpen()) {
      remember(afterPublishing(eTag, size));
    }
    log.debug("{}: published, {} bytes", core.key, size);
  }

  /// What is to be remembered of a file whose object was just put: while that was under way it may
  /// have grown, and an upload been begun, which nobody else knows of.
  private Stage afterPublishing(ETag eTag, long size) {
    return switch (core.state()) {
      case SessionState.Uploading(UploadId begun) -> core.uploading(begun);
      case SessionState.Beginning(Instant since) ->
          new Stage.Uploading(null, since, eTag, 0, List.of(), new byte[0]);
      case SessionState.Resting _,
          SessionState.Completing _,
          SessionState.Failed _,
          SessionState.Dropped _ ->
          core.endSet() == null
              ? new Stage.Published(eTag, size, ports.clock().instant())
              : new Stage.Open(eTag); // the client had set an end behind it
    };
  }
}
