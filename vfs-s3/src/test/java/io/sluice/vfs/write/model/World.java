package io.sluice.vfs.write.model;

import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.write.MemoryBucket;
import io.sluice.vfs.write.SessionSettings;
import io.sluice.vfs.write.SmallParts;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.log.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a story happens to: the bucket, the server's present life, the files of the client.
/// Looks at each object that the server makes.
///
/// The client's thread changes it, holding its lock where threads of the server look.
final class World implements LifeBucket.Witness {
  static final int FILES = 2;

  /// A hole is not believed so soon after a WRITE was refused that may be for it.
  private static final long HELD = Duration.ofSeconds(15).toNanos();

  /// So long the server waits for a client after a restart.
  private static final long TAKEN_UP = Duration.ofSeconds(59).toNanos();

  /// An object of the file before, at which S3 was when its client began anew, is no other's.
  private static final String LATE = "S3 takes in late what was sent of the file before";

  final Mishaps mishaps = new Mishaps();
  final StoryTime time = new StoryTime();
  final MemoryBucket bucket;
  final Fault fault;

  private final SessionSettings.CloseBy close;
  private final ClientFile[] files = new ClientFile[FILES];
  private Life life;
  private long begin;
  private long lastId = 1000;
  private boolean isBusy;
  private boolean isSqueezed;
  private boolean mayLeak;
  private boolean leaks;

  /// Whether something is under way that may publish a large file. Written by the client's thread
  /// between calls.
  volatile boolean closing;

  /// The first thing that a thread of the server did wrong; guarded by the lock.
  private @Nullable Disagreement wrong;

  World(SessionSettings.CloseBy close, Fault fault) {
    this.close = close;
    this.fault = fault;
    this.bucket = new MemoryBucket(SmallParts.LEAST, fault.wantsPartsAlike(), time.clock());
    for (int i = 0; i < FILES; i++) {
      files[i] = fresh(i);
    }
    this.life = start(1, SessionLog.inMemory());
  }

  private ClientFile fresh(int index) {
    ObjectKey key = new ObjectKey("file" + index);
    return new ClientFile(index, new FileId(++lastId), key, bucket.eTag(key));
  }

  private Life start(int number, SessionLog log) {
    return Life.start(number, fault, log, bucket, mishaps, this, time, close);
  }

  Life life() {
    return life;
  }

  ClientFile file(int index) {
    return files[index];
  }

  List<ClientFile> files() {
    return List.of(files);
  }

  /// Kills the server, if it lives, and starts it again.
  void restart() {
    life.bucket().die(); // whoever holds the bucket's lock may wait for this one
    startAgain();
  }

  private synchronized void startAgain() {
    SessionLog left = Objects.requireNonNull(life.left().get());
    forgetOld(left);
    for (ClientFile file : files()) {
      for (UnderWay call : file.underWay) {
        call.again = Math.max(call.again, time.now());
        call.refused = -1; // nobody remembers that
      }
      leaks = leaks || mayLeak;
      if (file.isResizing()) {
        left.remove(file.id);
        files[file.index] = fresh(file.index);
        leaks = true;
      }
      file.lose();
      SessionRecord record = left.find(file.id);
      if (record != null && record.stage() instanceof Stage.Publishing) {
        file.completes(); // what the former life was about to do, the next one does
      }
    }
    begin = time.now();
    life.slab().shorten(false); // or its threads would wait for ever, and take the time of others
    life = start(life.number() + 1, left);
  }

  /// The server may have died while the client gave a file up: nobody looks for what is left of it.
  private void forgetOld(SessionLog left) {
    for (FileId id : Set.copyOf(left.all().keySet())) {
      if (Arrays.stream(files).noneMatch(file -> file.id.equals(id))) {
        left.remove(id);
        leaks = true;
      }
    }
  }

  /// An upload is aborted behind an answer: a crash may come before.
  void mayLeak() {
    mayLeak = true;
  }

  boolean leaks() {
    return leaks;
  }

  /// Memory is short from now on, or not any more.
  void squeeze(boolean squeeze) {
    isSqueezed = squeeze;
    isBusy |= squeeze;
    life.slab().shorten(squeeze);
    if (squeeze) {
      files().forEach(file -> file.mayBeGone = true);
    }
  }

  boolean isSqueezed() {
    return isSqueezed;
  }

  void otherPut(int index, int size) {
    ClientFile file = files[index];
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) -1);
    synchronized (this) {
      file.others.add(bucket.put(file.key, bytes));
      file.excuse = "another host put an object";
    }
  }

  void otherDelete(int index) {
    ClientFile file = files[index];
    synchronized (this) {
      if (bucket.eTag(file.key) != null) {
        bucket.delete(file.key);
        file.excuse = "another host deleted the object";
      }
    }
  }

  // what the server does

  @Override
  public void failed(ObjectKey key, String name, VfsError error) {
    synchronized (this) {
      if (error == VfsError.BUSY) {
        isBusy = true;
        if (name.equals("CompleteMultipartUpload")) {
          of(key).completes();
        }
      } else {
        of(key).excuse = "S3 failed with " + error;
      }
    }
  }

  private ClientFile of(ObjectKey key) {
    return files().stream().filter(file -> file.key.equals(key)).findFirst().orElseThrow();
  }

  @Override
  public void published(ObjectKey key, @Nullable ETag before) {
    synchronized (this) {
      try {
        ClientFile file = of(key);
        if (!LATE.equals(file.excuse)) {
          judge(file, Objects.requireNonNull(bucket.object(key)), before);
        }
      } catch (Disagreement found) {
        wrong = wrong == null ? found : wrong;
      }
    }
  }

  private void judge(ClientFile file, byte[] object, @Nullable ETag before) {
    if (before != null && file.others.contains(before)) {
      throw new Disagreement("W10", "another host's object was replaced");
    }
    requireRight("W1", file.wrong(object, false));
    UnderWay held = file.heldHole(object, time.now() - HELD);
    if (held != null) {
      throw new Disagreement(
          "W4",
          "file %d: a hole was believed at %d+%d, whose WRITE was held back"
              .formatted(file.index, held.offset, held.bytes.length));
    }
    boolean isEarly =
        object.length > SmallParts.PART
            && !closing
            && !file.isCompleting
            && close == SessionSettings.CloseBy.SIGNAL;
    if (isEarly && !file.mayBeGone) {
      throw new Disagreement("W6", "a COMMIT published a large file");
    }
    boolean isTakenUp = file.isLost() && !file.hasWritten && !file.isCompleting;
    if (isTakenUp && time.now() - begin < TAKEN_UP) {
      throw new Disagreement("C1", "published before the client could send again what was lost");
    }
    file.isCompleting = false;
    file.publishedSize = Math.max(file.publishedSize, object.length);
    file.mayBeGone |= object.length > SmallParts.PART;
  }

  // what the client must not see

  void requireRight(String promise, @Nullable String wrongBytes) {
    if (wrongBytes != null) {
      throw new Disagreement(promise, wrongBytes);
    }
  }

  void requireReasonForBusy(ClientFile file, String what, VfsException why) {
    if (!isBusy && !file.isTakenUp()) {
      throw new Disagreement("C2", what + " must come again for no reason: " + why.getMessage());
    }
  }

  /// All must be sent again only to a server that was killed.
  void requireReasonForAgain(ClientFile file) {
    if (!file.isTakenUp()) {
      throw new Disagreement("W3", "all must be sent again for no reason");
    }
  }

  synchronized void requireNothingWrong() {
    if (wrong != null) {
      throw wrong;
    }
  }

  /// A call failed: either there is a reason for it, and the client begins anew with the file, or
  /// it should not have.
  void failed(ClientFile file, Object what, VfsException why) {
    boolean isModified = why.error() == VfsError.INVALID || why.error() == VfsError.NOT_PERMITTED;
    if (file.excuse == null && (file.modifies == null || !isModified)) {
      String name = isModified ? "W5" : "E";
      throw new Disagreement(name, what + " failed: " + why.error() + ", " + why.getMessage());
    }
    begin(file);
  }

  /// The client begins anew with a file.
  void begin(ClientFile file) {
    life.sessions().drop(file.id);
    mishaps.doLate(); // or it would be another client's object to the new file
    synchronized (this) {
      mayLeak = true;
      ClientFile fresh = fresh(file.index);
      if (mishaps.isDoingLate()) {
        fresh.excuse = LATE;
      }
      files[file.index] = fresh;
    }
  }
}
