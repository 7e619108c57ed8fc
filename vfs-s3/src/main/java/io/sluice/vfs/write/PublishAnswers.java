package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.Precondition;
import io.sluice.vfs.s3.PutOutcome;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.write.log.Stage;
import java.util.Optional;
import java.util.function.Function;

/// What an answer to the publishing of a file means. Methods are called with the session's lock
/// held; S3 is asked without it.
final class PublishAnswers {
  private final SessionCore core;
  private final SessionPorts ports;
  private final PartSender sender;

  PublishAnswers(SessionCore core, SessionPorts ports, PartSender sender) {
    this.core = core;
    this.ports = ports;
    this.sender = sender;
  }

  /// A conflict may be our own earlier try, whose answer was lost.
  ///
  /// @param sent what was sent
  /// @param again sends the same under another condition
  /// @return `Stored` or `PartsDiffer`
  /// @throws VfsException what is there instead, or that the upload is gone
  PutOutcome settled(
      PutOutcome outcome, Stage.Publishing sent, Function<Precondition, PutOutcome> again) {
    return switch (outcome) {
      case PutOutcome.Stored _, PutOutcome.PartsDiffer _ -> outcome;
      case PutOutcome.NoSuchUpload _ -> {
        Optional<StoredObject> there = there();
        yield ours(there, sent).orElseThrow(this::isGone);
      }
      case PutOutcome.Conflict _ -> {
        Optional<StoredObject> there = there();
        yield ours(there, sent).orElseGet(() -> replacing(there, sent, again));
      }
    };
  }

  private Optional<StoredObject> there() {
    return sender.unlocked(() -> ports.uploads().headStored(core.key));
  }

  private static Optional<PutOutcome> ours(Optional<StoredObject> there, Stage.Publishing sent) {
    return there.filter(sent::isOf).map(object -> new PutOutcome.Stored(object.eTag()));
  }

  /// Another object is there: an earlier one of ours, or another client's.
  private PutOutcome replacing(
      Optional<StoredObject> there,
      Stage.Publishing sent,
      Function<Precondition, PutOutcome> again) {
    if (there.isPresent() && core.recognises(there.get())) {
      Precondition ours = core.inS3.precondition();
      return settled(sender.unlocked(() -> again.apply(ours)), sent, again);
    }
    if (ports.settings().overwritesConflicts()) {
      return sender.unlocked(() -> again.apply(new Precondition.None()));
    }
    throw isInTheWay(there, sent.size());
  }

  private VfsException isGone() {
    return new VfsException(
        VfsError.IO,
        core.key + ": its upload is gone, aborted by another program or a lifecycle rule");
  }

  private VfsException isInTheWay(Optional<StoredObject> there, long size) {
    String other =
        there
            .map(o -> "another client's object of " + o.size() + " bytes, " + o.eTag().value())
            .orElse("no object");
    return new VfsException(
        VfsError.IO,
        "%s: %d bytes were written here, but meanwhile there is %s, which stays; --on-conflict=overwrite replaces it"
            .formatted(core.key, size, other));
  }
}
