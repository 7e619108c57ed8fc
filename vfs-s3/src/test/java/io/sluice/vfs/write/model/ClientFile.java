package io.sluice.vfs.write.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.SmallParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A file as its client knows it: what the program wrote, what of it was answered, and what must
/// survive. Says which contents an object may have.
final class ClientFile {
  static final int MOST = 12 * SmallParts.PART;

  /// The life of no server: what it answered must be sent again.
  private static final int NOBODY = 0;

  /// A WRITE.
  ///
  /// @param life of the server that answered it
  record Sent(int offset, int length, int life) {
    int end() {
      return offset + length;
    }
  }

  final int index;
  final FileId id;
  final ObjectKey key;

  /// The object that it replaces.
  final @Nullable ETag base;

  boolean isCreated;

  private final byte[] written = new byte[MOST];
  private final int[] version = new int[MOST];

  /// What was answered.
  private final byte[] answered = new byte[MOST];

  /// Which bytes were answered; others are holes.
  private final BitSet known = new BitSet();

  private int size;

  /// What must survive.
  private final byte[] durable = new byte[MOST];

  private int durableSize;

  /// Where the client set the end, of which the server tells nobody before the next publishing.
  private int sizeSet;

  /// Answered, then lost with the server, and not sent again yet.
  private final BitSet lost = new BitSet();

  /// A size that is under way; negative: none.
  private int resizing = -1;

  /// Answered and not covered by a COMMIT.
  final List<Sent> unstable = new ArrayList<>();

  final List<UnderWay> underWay = new ArrayList<>();

  /// Of all WRITEs: one that comes again as it was is never an error.
  private final Set<UnderWay.Cut> cuts = new HashSet<>();

  /// Of those that were answered.
  private final Set<UnderWay.Cut> taken = new HashSet<>();

  /// What other hosts put.
  final Set<ETag> others = new HashSet<>();

  /// Why it may fail; null: it may not.
  @Nullable String excuse;

  /// Why bytes that change what was there may be refused; null: they may not.
  @Nullable String modifies;

  private boolean isTakenUp;

  /// A completion was sent and its answer did not come: it may be sent again at any time.
  boolean isCompleting;

  /// Parts may be gone from memory.
  boolean mayBeGone;

  int publishedSize;

  /// Whether the client wrote to the present life of the server.
  boolean hasWritten;

  ClientFile(int index, FileId id, ObjectKey key, @Nullable ETag base) {
    this.index = index;
    this.id = id;
    this.key = key;
    this.base = base;
  }

  int size() {
    return size;
  }

  boolean isLarge() {
    return size > SmallParts.PART;
  }

  /// The program writes; what it wrote there before stays unless it changes it.
  UnderWay write(int offset, int length, boolean changes) {
    for (int at = offset; at < offset + length; at++) {
      version[at] += changes ? 1 : 0;
      written[at] = content(at, version[at]);
    }
    UnderWay call = new UnderWay(offset, Arrays.copyOfRange(written, offset, offset + length));
    for (int at = offset; at < offset + length && modifies == null; at++) {
      boolean isOther = answered[at] != written[at];
      boolean isPast = at < publishedSize && (isOther || lost.get(at));
      boolean isHole = mayBeGone && at < size && isOther;
      boolean isFar = changes && at >= SmallParts.PART;
      if (isPast || isHole || isFar) {
        modifies = "byte " + at + " is another one now";
      }
    }
    boolean isNew = cuts.add(call.cut());
    boolean isAgain = isAnswered(offset, offset + length) && !fillsPage(offset, offset + length);
    if (isNew && (isAgain || isOverlapped(call))) {
      comesCutOtherwise();
    }
    underWay.add(call);
    hasWritten = true;
    return call;
  }

  /// A WRITE that was refused is sent once more, maybe behind others that have some of its bytes.
  void sendsAgain(UnderWay call) {
    if (isOverlapped(call) || taken.stream().anyMatch(call::overlaps)) {
      comesCutOtherwise();
    }
  }

  private boolean isOverlapped(UnderWay call) {
    return underWay.stream().anyMatch(other -> call.overlaps(other.cut()));
  }

  private void comesCutOtherwise() {
    if (modifies == null && mayBeGone()) {
      modifies = "bytes that were answered come cut otherwise, when they may be in S3 only";
    }
  }

  private boolean mayBeGone() {
    return mayBeGone || size > 2 * SmallParts.PART;
  }

  private boolean isAnswered(int from, int to) {
    int first = known.nextSetBit(from);
    return first >= 0 && first < to;
  }

  /// Whether only bytes at the start of the first page were answered, as when the page was not full
  /// before.
  private boolean fillsPage(int from, int to) {
    int next = known.nextClearBit(from);
    return from % SmallParts.PAGE == 0 && next - from < SmallParts.PAGE && !isAnswered(next, to);
  }

  private byte content(int at, int versionThere) {
    int mixed = (at + 1) * 0x9E3779B1 + versionThere * 0x85EBCA6B + (int) id.value() * 0x27D4EB2F;
    return (byte) (1 + ((mixed >>> 20) & 0x7E));
  }

  void answered(UnderWay call, boolean isSafe, int life) {
    underWay.remove(call);
    taken.add(call.cut());
    System.arraycopy(call.bytes, 0, answered, call.offset, call.bytes.length);
    size = Math.max(size, call.end());
    lost.clear(call.offset, call.end());
    known.set(call.offset, call.end());
    if (isSafe) {
      keep(call.offset, call.end());
    } else {
      unstable.add(new Sent(call.offset, call.bytes.length, life));
    }
  }

  private void keep(int from, int to) {
    System.arraycopy(answered, from, durable, from, to - from);
    durableSize = Math.max(durableSize, to);
  }

  /// A COMMIT was answered that was sent when these WRITEs were.
  void committed(List<Sent> before, int life) {
    for (Sent sent : before) {
      if (sent.life() == life && unstable.remove(sent)) {
        keep(sent.offset(), sent.end());
      }
    }
  }

  /// A COMMIT was answered with another verifier than these WRITEs, which must be sent again.
  void comesAgain(List<Sent> before) {
    for (Sent sent : before) {
      if (unstable.remove(sent)) {
        unstable.add(new Sent(sent.offset(), sent.length(), NOBODY));
        lost.set(sent.offset(), Math.min(sent.end(), size));
      }
    }
  }

  /// Its completion was sent, and the answer did not come: from now on the object may be there.
  void completes() {
    isCompleting = true;
    publishedSize = Math.max(publishedSize, mostSize());
    mayBeGone = true;
  }

  boolean hasStale(int life) {
    return unstable.stream().anyMatch(sent -> sent.life() != life);
  }

  /// The server died.
  void lose() {
    isTakenUp |= isCreated;
    mayBeGone = true;
    hasWritten = false;
    unstable.forEach(sent -> lost.set(sent.offset(), Math.min(sent.end(), size)));
    resizing = -1;
  }

  boolean isResizing() {
    return resizing >= 0;
  }

  void resizes(int to) {
    resizing = to;
  }

  void resized(int to) {
    for (int at = Math.min(to, MOST); at < MOST; at++) {
      written[at] = 0;
      answered[at] = 0;
      durable[at] = 0;
      version[at]++;
    }
    size = to;
    durableSize = Math.min(durableSize, to);
    sizeSet = to;
    lost.clear(to, MOST);
    known.clear(to, MOST);
    cuts.removeIf(cut -> cut.offset() + cut.length() > to);
    taken.removeIf(cut -> cut.offset() + cut.length() > to);
    resizing = -1;
    publishedSize = Math.min(publishedSize, to);
  }

  /// Whether the server was killed since it was created: the next one may forget what was not
  /// committed, as long as it says so when it answers a COMMIT.
  boolean isTakenUp() {
    return isTakenUp;
  }

  /// Bytes that the server may have forgotten, or sent parts without.
  private BitSet shaky() {
    BitSet shaky = (BitSet) lost.clone();
    if (isTakenUp) {
      unstable.forEach(sent -> shaky.set(sent.offset(), Math.min(sent.end(), size)));
    }
    return shaky;
  }

  /// Whether the client has to send WRITEs again that a former life answered.
  boolean isLost() {
    return !lost.isEmpty();
  }

  /// Whether bytes of a WRITE were answered by a server that was killed.
  boolean isLost(UnderWay call) {
    int first = lost.nextSetBit(call.offset);
    return first >= 0 && first < call.end();
  }

  /// @param isLast whether the client closed it: before, a server that was killed may publish less
  private int leastSize(boolean isLast) {
    BitSet firm = (BitSet) known.clone();
    firm.andNot(shaky());
    int least = firm.previousSetBit(size - 1) + 1;
    least = Math.max(least, isLast || !isTakenUp ? Math.max(durableSize, sizeSet) : durableSize);
    return resizing < 0 ? least : Math.min(least, resizing);
  }

  int mostSize() {
    int most = Math.max(size, resizing);
    for (UnderWay call : underWay) {
      most = Math.max(most, call.end());
    }
    return most;
  }

  private boolean allows(BitSet shaky, int at, byte there) {
    boolean isAnswered = at < size && answered[at] == there;
    boolean isNothing = there == 0 && (at >= size || shaky.get(at));
    boolean isOlder = shaky.get(at) && (durable[at] == there || isOld(at, there));
    return isAnswered
        || isNothing
        || isOlder
        || underWay.stream()
            .anyMatch(call -> call.covers(at) && call.bytes[at - call.offset] == there);
  }

  private boolean isOld(int at, byte there) {
    return IntStream.range(0, version[at]).anyMatch(old -> content(at, old) == there);
  }

  /// Says what is wrong with these bytes at this place; null if nothing is.
  @Nullable String wrong(int offset, byte[] bytes) {
    BitSet shaky = shaky();
    for (int i = 0; i < bytes.length; i++) {
      if (!allows(shaky, offset + i, bytes[i])) {
        int at = offset + i;
        return "file %d: byte %d is %d, not %d (answered size %d, durable %d of %d%s)"
            .formatted(
                index,
                at,
                bytes[i],
                at < MOST ? answered[at] : 0,
                size,
                at < MOST ? durable[at] : 0,
                durableSize,
                lost.get(at) ? ", lost" : "");
      }
    }
    return null;
  }

  /// The same for the bytes of an object.
  @Nullable String wrong(byte[] object, boolean isLast) {
    int least = leastSize(isLast);
    if (object.length < least || object.length > mostSize()) {
      return "file %d: an object of %d bytes, not %d to %d"
          .formatted(index, object.length, least, mostSize());
    }
    return wrong(0, object);
  }

  /// A WRITE that was refused a short while ago, and that the object has a hole for.
  @Nullable UnderWay heldHole(byte[] object, long since) {
    return underWay.stream()
        .filter(call -> call.refused >= Math.max(0, since) && call.end() < object.length)
        .filter(call -> {
          for (int at = call.offset; at < call.end(); at++) {
            if (object[at] == 0) {
              return true;
            }
          }
          return false;
        })
        .findFirst()
        .orElse(null);
  }
}
