package io.sluice.vfs.write.part;

import io.sluice.vfs.s3.Crc32c;
import io.sluice.vfs.s3.UploadBody;
import io.sluice.vfs.s3.UploadedPart;
import io.sluice.vfs.write.part.Extents.Extent;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One part of a file that is being written: where it lies, its bytes as long as they are at hand,
/// and what S3 has of it.
///
/// Not safe for several threads: its session's lock guards it.
public final class Part {
  /// What S3 has under the number of the part.
  ///
  /// @param revision of the bytes that were sent
  /// @param hasHoles whether bytes were missing then, and zeros were sent for them
  /// @param stretches that were not missing, where that is known
  public record Durable(
      UploadedPart part, long revision, boolean hasHoles, List<Extent> stretches) {}

  private final int number;
  private final long start;
  private long end;
  private @Nullable PartBytes bytes;

  /// Whether bytes of it are in S3 only.
  private boolean isGone;

  private boolean isCopy;

  private final GoneBytes gone = new GoneBytes();

  /// So many of its bytes, from its start on, are those of the object that is there.
  private long based;

  private boolean areHolesBelieved;

  private long revision;
  private long sending = -1;
  private List<Extent> sentStretches = List.of(); // what had come when it was sent

  /// The memory is to be given back when nobody sends from it any more.
  private boolean isDoomed;

  private @Nullable Durable durable;

  /// An empty part.
  ///
  /// @param cell where it lies in the file
  public Part(PartSizes.Cell cell) {
    this.number = cell.number();
    this.start = cell.start();
    this.end = cell.end();
  }

  /// Its number in the upload, from 1.
  public int number() {
    return number;
  }

  /// Where it begins in the file.
  public long start() {
    return start;
  }

  /// Behind its last byte, if the file reaches so far.
  public long end() {
    return end;
  }

  /// Cuts it off, or lets it take in what follows.
  void endAt(long newEnd) {
    end = newEnd;
  }

  /// Its length in a file of this size.
  long length(long size) {
    return Math.max(0, Math.min(end, size) - start);
  }

  /// Its bytes; null when they are gone, or none has come.
  @Nullable PartBytes bytes() {
    return bytes;
  }

  /// Whether it can be sent again with other bytes: nothing of it is in S3 only.
  public boolean isAtHand() {
    return !isGone;
  }

  /// Whether it is copied from the object that was there before.
  public boolean isCopy() {
    return isCopy;
  }

  /// Lets it be copied from the object that is there, which has the same bytes at the same place.
  void copy() {
    isCopy = true;
    isGone = true;
  }

  /// S3 has it from a former process.
  ///
  /// @param lastBytes of what a commit was answered for, as many as are remembered
  /// @param lastEnd behind them, in the part
  /// @param begin see [#grownFrom]
  public void restore(
      UploadedPart part,
      boolean hasHoles,
      byte[] lastBytes,
      long lastEnd,
      @Nullable UploadedPart begin) {
    durable = new Durable(part, revision, hasHoles, List.of());
    gone.restore(lastBytes, lastEnd, begin);
    isGone = true;
  }

  /// S3 has, or had, it from a former process, which kept its bytes.
  ///
  /// @param isThere whether S3 has just that
  public void restoreAtHand(PartBytes kept, UploadedPart part, boolean hasHoles, boolean isThere) {
    bytes = kept;
    areHolesBelieved = hasHoles;
    durable =
        new Durable(part, isThere ? revision : revision - 1, hasHoles, kept.stretches(part.size()));
  }

  /// Whether a commit was answered with its holes as they are.
  boolean areHolesBelieved() {
    return areHolesBelieved;
  }

  /// It is shorter now than what a commit was answered for.
  void cutOff(long length) {
    based = Math.min(based, length);
    gone.cutOff(length);
  }

  /// The shorter part that it took the place of.
  @Nullable UploadedPart grownFrom() {
    return gone.grownFrom();
  }

  /// Whether bytes of it are in S3 only, which may come again.
  boolean isGoneForGood() {
    return isGone && !isCopy;
  }

  /// Whether bytes came again and it is not known yet whether they are the same.
  boolean isUnsettled() {
    return isGone && bytes != null && bytes.end() > 0;
  }

  /// Compares what came again with what S3 has, as soon as checksums can tell.
  ///
  /// @param page bytes of the largest page of a client, which it sends as a whole
  /// @return whether it is another content, which is at hand now
  boolean settles(int page) {
    PartBytes again = bytes;
    if (!isUnsettled() || again == null || durable == null) {
      return false;
    }
    long length = end - start;
    boolean isAll = again.cover(0, length);
    Crc32c whole = durable.part().crc32c();
    if (isAll && !again.body(length).crc32c().equals(whole)) {
      isGone = false;
      return true;
    }
    if (isAll || gone.areContinuedBy(again, start, length, page, whole)) {
      release();
    }
    return false;
  }

  /// Its bytes, with none so far if there were no others.
  PartBytes bytesOr(PartBytes none) {
    if (bytes == null) {
      bytes = none;
    }
    return bytes;
  }

  /// How many bytes, from its start on, S3 has or may be sent: there is no gap in them but one that
  /// S3 has, too.
  ///
  /// @param least bytes of the file before which no gap is one
  long whole(long least) {
    long length = end - start;
    long sent = durable == null ? 0 : durable.part().size();
    if (!isAtHand()) {
      return isCopy ? length : Math.min(length, sent);
    }
    long known = Math.clamp(Math.max(sent, least - start), 0, length);
    return bytes == null ? known : bytes.gapFrom(known, length);
  }

  /// Cuts it off behind so many bytes.
  void keep(long length) {
    PartBytes here = bytes;
    if (here != null && here.end() > length) {
      here.truncate(length);
    }
    end = start + length;
  }

  /// Remembers its last bytes, from the edge of a page in the file on, which a client sends again
  /// when it fills the page.
  void rememberFrom(long edge) {
    long from = Math.max(edge, start) - start;
    int length = (int) (end - start - from);
    PartBytes here = bytes;
    if (here != null && length > 0 && here.cover(from, from + length)) {
      arrived(from, length, here.checksum(from, from + length));
    }
  }

  /// Its content is another one now.
  void revised(long newRevision) {
    revision = newRevision;
  }

  /// Grows with each change of its bytes.
  public long revision() {
    return revision;
  }

  void arrived(long from, int length, Crc32c crc) {
    gone.arrived(from, length, crc);
  }

  /// Whether these bytes are in S3 already, for all that is remembered of bytes that are gone.
  ///
  /// @param from in the part
  boolean has(long from, ByteBuffer data) {
    return gone.have(from, data);
  }

  /// So many of its bytes, from its start on, came from the object that is there.
  public void beginsWith(long length) {
    based = length;
  }

  /// How many bytes of it from here on are gone, and the same as in the object that is there.
  long based(long from) {
    return isGone && !isCopy ? Math.max(0, based - from) : 0;
  }

  /// Other bytes than before come here.
  ///
  /// @return where bytes had come in one go that are others now; they are forgotten
  List<Extent> changes(long from, int length) {
    based = Math.min(based, from);
    return gone.forget(from, from + length);
  }

  /// Whether a request with its bytes is under way.
  public boolean isSending() {
    return sending >= 0;
  }

  /// A request with its present bytes begins.
  ///
  /// @param size of the file
  public UploadBody send(long size) {
    PartBytes here = bytes;
    if (here == null && isGone && !isCopy) {
      throw new IllegalStateException("the bytes of part " + number + " are in S3 only");
    }
    sending = revision;
    long length = isCopy ? 0 : length(size); // S3 has the bytes of a copy
    sentStretches = here == null ? List.of() : here.stretches(length);
    return here == null ? PartBytes.holes(length) : here.body(length);
  }

  /// The request has succeeded.
  public void sent(UploadedPart part) {
    PartBytes here = bytes;
    UploadedPart shorter = durable == null ? null : durable.part();
    if (shorter != null
        && shorter.size() < part.size()
        && here != null
        && here.beginWith(shorter)) {
      gone.growsFrom(shorter);
    }
    durable = new Durable(part, sending, !isCopy && hadHoles(part.size()), sentStretches);
    notSent();
  }

  private boolean hadHoles(long length) {
    return length > 0 && (sentStretches.size() != 1 || sentStretches.getFirst().length() != length);
  }

  /// The request is over and nothing is known of the part.
  public void notSent() {
    sending = -1;
    if (isDoomed) {
      release();
    }
  }

  /// What S3 has of it; null: nothing.
  public @Nullable Durable durable() {
    return durable;
  }

  /// S3 has nothing of it any more.
  void forgetDurable() {
    durable = null;
    gone.growsFrom(null);
  }

  /// Whether S3 has it as it is now, in a file of this size.
  public boolean isDurable(long size) {
    Durable there = durable;
    return there != null && there.revision() == revision && there.part().size() == length(size);
  }

  /// Whether all its bytes have come.
  boolean isFull() {
    return bytes != null && bytes.cover(0, end - start);
  }

  /// Forgets what came again and was not found to be the same.
  void forgetAgain() {
    if (isUnsettled()) {
      release();
    }
  }

  /// Gives the memory back, as soon as nobody sends from it. What came is in S3 only from now on.
  public void release() {
    isDoomed = isSending();
    if (bytes != null && !isDoomed) {
      bytes.close();
      bytes = null;
      isGone = true;
    }
  }
}
