package io.sluice.vfs.write;

import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.StoredObject;
import io.sluice.vfs.s3.UploadId;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import io.sluice.vfs.write.part.DurablePart;
import io.sluice.vfs.write.part.SessionParts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one session knows: its bytes, how far they are, and which object they replace. Decides, but
/// does nothing: asks nobody and waits for nothing.
///
/// Not safe for several threads: the session's lock guards it.
final class SessionCore {
  final ObjectKey key;
  final SessionParts parts;
  final ContentInS3 inS3;
  final CloseTiming timing;
  final Forgets forgets = new Forgets();
  final Delays delays = new Delays();
  final UnansweredParts unanswered = new UnansweredParts();
  final Untold untold = new Untold();
  final Attempts attempts = new Attempts();
  final ReadRevisions reads = new ReadRevisions();

  private SessionState state = new SessionState.Resting();
  private SessionRecord.Attributes attributes;
  private final Instant createdAt;
  private final @Nullable Long createVerifier;

  /// Where clients set the end since something was published.
  private SessionRecord.@Nullable EndSet endSet;

  private boolean isPublishing;
  private boolean isWritten;

  /// What became of the former process's part of it; null if there was none.
  private @Nullable Recovery recovery;

  /// Somebody finds out what the session goes on from.
  private boolean isLoading;

  /// Bytes that the file had before that began: its client must not take it for a shorter one.
  private long shown;

  /// The upload that a former process left, until it is known what is in it.
  private @Nullable UploadId left;

  /// It is forgotten, and calls that found it before have come too late.
  private boolean isEnded;

  /// It has no name any more, only those who have it open.
  private boolean isUnlinked;

  /// An upload that may have been begun and of which nobody knows.
  private UnwantedUploads.@Nullable Entry forgotten;

  /// Whether the completion of the upload was sent and it is not known whether S3 did it.
  private boolean isUnsure;

  /// Whether PutObject takes the place of parts that a commit was answered for.
  private boolean isReplacing;

  /// Behind the last byte that is remembered as durable in parts.
  private long remembered;

  SessionCore(
      ObjectKey key,
      SessionParts parts,
      CloseTiming timing,
      Instant createdAt,
      @Nullable Long createVerifier,
      @Nullable ETag current,
      SessionRecord.Attributes attributes) {
    this.key = key;
    this.parts = parts;
    this.timing = timing;
    this.createdAt = createdAt;
    this.createVerifier = createVerifier;
    this.inS3 = new ContentInS3(parts, current);
    this.attributes = attributes;
  }

  SessionState state() {
    return state;
  }

  void become(SessionState next) {
    state = next;
  }

  SessionRecord.Attributes attributes() {
    return attributes;
  }

  void set(SessionRecord.Attributes changed) {
    attributes = changed;
  }

  boolean isWritten() {
    return isWritten;
  }

  void written() {
    isWritten = true;
  }

  /// The client is to send again what a former process had not committed.
  void recovers(Recovery from) {
    recovery = from;
    parts.expectAgain();
  }

  @Nullable Recovery recovery() {
    return recovery;
  }

  /// Whether bytes are missing which the client may send again, since a former process had them.
  boolean mayMissBytes(long now) {
    return recovery != null
        && recovery.isGoingOn(now)
        && (!recovery.hasBytes() || parts.hasNewHoles() || parts.isUnsettled());
  }

  /// Whether the parts are not known yet.
  boolean isLoading() {
    return isLoading;
  }

  /// Bytes of the file.
  long size() {
    long end = endSet == null ? 0 : endSet.size();
    return isLoading ? shown : Math.max(end, parts.size());
  }

  /// Whether the object in S3 is the file, with the end that a client had set.
  boolean isWhole() {
    return inS3.isPublished()
        && size() == parts.size()
        && (endSet == null || endSet.least() >= parts.size());
  }

  void loading(boolean is) {
    shown = is && !isLoading ? size() : shown;
    isLoading = is;
  }

  /// What it is said to have while it is loading.
  void shows(long size) {
    shown = size;
  }

  /// The upload that a former process left, while nobody knows yet what is in it.
  @Nullable UploadId left() {
    return left;
  }

  void left(@Nullable UploadId upload) {
    left = upload;
  }

  boolean isUnlinked() {
    return isUnlinked;
  }

  void unlinked(boolean is) {
    isUnlinked = is;
  }

  boolean isPublishing() {
    return isPublishing;
  }

  void publishing(boolean is) {
    isPublishing = is;
  }

  UnwantedUploads.@Nullable Entry forgotten() {
    return forgotten;
  }

  /// An upload may have been begun, or null: it is known now whether one was.
  void forgotten(UnwantedUploads.@Nullable Entry upload) {
    forgotten = upload;
  }

  /// Whether the completion of the upload was sent and it is not known whether S3 did it: it is
  /// sent again before anything changes.
  boolean isUnsure() {
    return isUnsure;
  }

  void unsure(boolean is) {
    isUnsure = is;
  }

  /// See the field: no other parts are sent before it is known whether PutObject did that.
  boolean isReplacing() {
    return isReplacing;
  }

  void replacing(boolean is) {
    isReplacing = is;
  }

  /// Lets go of bytes that S3 has, too, unless a WRITE has just read them to go on from them, and
  /// waits for memory: it would read them again each time.
  ///
  /// @return whether all of them are in the object that is there
  boolean rests() {
    boolean isAwaited = inS3.isLoaded() && timing.underWay() > 0;
    return !isAwaited && restsAnyway();
  }

  /// As [#rests], whoever has read them.
  boolean restsAnyway() {
    ETag there = inS3.eTag();
    boolean isBusy = isPublishing || isLoading || inS3.isElsewhere();
    if (!inS3.isPublished() || isBusy || there == null || parts.size() == 0) {
      return false;
    }
    parts.grid().restsAt(parts.size());
    inS3.restsOn(there);
    return true;
  }

  /// A client set the end of the file, which the next process must know.
  void sizeSet(long size) {
    endSet = SessionRecord.EndSet.then(endSet, size);
  }

  /// It is what a former process left: whatever is remembered of it from now on says no less.
  void begins(SessionRecord record) {
    isWritten = record.written();
    inS3.begins(record.continuesFrom());
    endSet = record.endSet();
    inherits(record);
  }

  /// S3 may take in still what is remembered to have been sent under the key.
  void inherits(SessionRecord record) {
    attempts.addAll(record.attempts());
    if (record.stage() instanceof Stage.Publishing sent && sent.crc32c() != null) {
      attempts.add(new SessionRecord.Attempt(sent.size(), sent.crc32c()));
    }
  }

  /// A former process was told of these ends.
  void restores(SessionRecord.@Nullable EndSet end) {
    endSet = end;
  }

  SessionRecord.@Nullable EndSet endSet() {
    return endSet;
  }

  /// The content of this revision is in S3.
  void published(long revision, ETag eTag, long size) {
    attempts.clear(); // S3 takes none of those in any more: this one is in their way
    inS3.published(revision, eTag, size);
    endSet = endSet == null ? null : endSet.behind(size);
    untold.published(eTag, size);
  }

  /// Whether an object that is there is one of ours whose answer was lost, or of a removed file;
  /// then that is what the next one replaces. Once for each.
  boolean recognises(StoredObject there) {
    boolean isOurs = attempts.remove(there);
    if (isOurs) {
      inS3.isNow(there.eTag());
    }
    return isOurs;
  }

  /// Whether an object that is there is one of ours whose answer was lost; then that is what the
  /// session goes on from, with the end that clients have set.
  boolean takesUp(StoredObject there) {
    boolean isOurs = attempts.has(there);
    if (isOurs) {
      SessionRecord.EndSet end = endSet;
      restsOn(there);
      endSet = end;
    }
    return isOurs;
  }

  /// This object is what the session goes on from; it was sent by this process or a former one.
  void restsOn(StoredObject sent) {
    List<SessionRecord.Attempt> later = attempts.sentAfter(sent);
    parts.grid().restsAt(sent.size());
    published(parts.revision(), sent.eTag(), sent.size());
    inS3.restsOn(sent.eTag());
    attempts.addAll(later);
  }

  @Nullable UploadId upload() {
    return state.uploadUnderWay();
  }

  /// Whether the session still takes bytes.
  boolean isOpen() {
    return state.isOpen();
  }

  /// It is forgotten: what comes is for its successor.
  void end() {
    isEnded = true;
  }

  /// Throws if it was just being forgotten when a call found it.
  void requireNotEnded() {
    if (isEnded) {
      throw new VfsException(VfsError.BUSY, key + " was just being forgotten; send the call again");
    }
  }

  /// Throws unless the session still takes bytes.
  void requireUsable() {
    requireNotEnded();
    switch (state) {
      case SessionState.Failed(VfsException why) -> throw why;
      case SessionState.Dropped _ ->
          throw new VfsException(VfsError.STALE, key + " was removed while it was written");
      case SessionState.Resting _,
          SessionState.Beginning _,
          SessionState.Uploading _,
          SessionState.Completing _ -> {}
    }
  }

  /// So much is remembered as durable in parts.
  void remembers(List<DurablePart> durable) {
    remembered = durable.isEmpty() ? 0 : durable.getLast().end();
  }

  /// Behind the last byte that is remembered as durable in parts.
  long remembered() {
    return remembered;
  }

  /// For the log: what is durable as parts.
  Stage.Uploading uploading(UploadId upload) {
    return new Stage.Uploading(
        upload, createdAt, inS3.eTag(), parts.size(), parts.sent().durableParts(), parts.tail());
  }

  /// The stage that was remembered, unless it goes on from another object by now.
  Stage stageAfter(SessionRecord before) {
    boolean isSame = before.isOver(inS3.eTag());
    return isSame || !(state instanceof SessionState.Resting)
        ? before.stage()
        : new Stage.Open(inS3.eTag());
  }

  /// What the log is to remember in this stage.
  SessionRecord record(Stage stage) {
    return new SessionRecord(
        key.text(),
        createVerifier,
        createdAt,
        isWritten,
        inS3.continuesFrom(),
        endSet,
        attempts.all(),
        stage,
        attributes);
  }
}
