package io.sluice.vfs.write.model;

import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.Durability;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.write.FileUnderWay;
import io.sluice.vfs.write.Publication;
import io.sluice.vfs.write.Sessions;
import io.sluice.vfs.write.log.SessionRecord;
import io.sluice.vfs.write.model.ClientFile.Sent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A Linux client: calls, waits for answers while time goes on, sends again what was refused or not
/// answered, and all WRITEs that no COMMIT covered when the verifier has changed.
final class Client {
  /// Linux sends a call again so long after JUKEBOX.
  private static final long AGAIN = Duration.ofSeconds(5).toNanos();

  /// How often it asks one life of the server again for a COMMIT.
  private static final int TRIES = 45;

  /// Then it waits for longer, as it does after JUKEBOX.
  private static final int FAST_TRIES = 21;

  /// Time that passes at first for each look at an answer that has not come.
  private static final long STEP = Duration.ofMillis(3).toNanos();

  private static final long LARGEST_STEP = Duration.ofMillis(250).toNanos();

  /// A call that takes longer, in real time, hangs.
  private static final long HANGS =
      TimeUnit.SECONDS.toNanos(Long.getLong("sluice.model.write.hang", 30));

  private static final SessionRecord.Attributes UNSET =
      SessionRecord.Attributes.unset(java.time.Instant.EPOCH);

  private final World world;
  private final Random order;
  private final PendingCalls pending;
  private final ClientReader reader;

  Client(World world, long seed) {
    this.world = world;
    this.order = new Random(seed);
    this.pending = new PendingCalls(world);
    this.reader = new ClientReader(world, pending);
  }

  /// Makes calls that are under way together, and takes their answers.
  void make(List<Step.Call> calls) {
    await();
    sendHeld();
    for (Step.Call call : calls) {
      world.closing |=
          call instanceof Step.Look || call instanceof Step.SetTimes || call instanceof Step.Read;
      begin(call, calls.size() > 1);
    }
    await();
    world.closing = false;
    if (calls.size() == 1 && calls.getFirst() instanceof Step.Commit(int index)) {
      commitAgain(index);
    }
  }

  private void begin(Step.Call call, boolean isTogether) {
    ClientFile file = world.file(call.file());
    switch (call) {
      case Step.Write(int _, int offset, int length, Durability durability) -> {
        boolean isSafe = durability != Durability.UNSTABLE && !file.hasStale(world.life().number());
        write(file, offset, length, false, isSafe);
      }
      case Step.Rewrite(int _, int offset, int length) -> {
        boolean isThere = offset + length <= file.size();
        if (isThere && !isTogether && file.underWay.isEmpty()) {
          write(file, offset, length, true, false);
        }
      }
      case Step.Commit _ -> commit(file);
      case Step.Look _ -> pending.add(file, call, () -> sessions().looked(file.id));
      case Step.SetTimes _ -> {
        if (isOpen(file)) {
          pending.add(file, call, () -> sessions().setAttributes(file.id, old -> old));
        }
      }
      case Step.Truncate(int _, int size) -> {
        if (!isTogether) {
          truncate(file, size);
        }
      }
      case Step.Read(int _, int offset, int length) -> reader.read(file, offset, length);
    }
  }

  private Sessions sessions() {
    return world.life().sessions();
  }

  private boolean isOpen(ClientFile file) {
    FileUnderWay look = sessions().look(file.id);
    return look != null && !look.isFailed();
  }

  // WRITE

  private void write(ClientFile file, int offset, int length, boolean changes, boolean isSafe) {
    if (offset + length > ClientFile.MOST || !ensure(file)) {
      return;
    }
    UnderWay call;
    synchronized (world) {
      call = file.write(offset, length, changes);
    }
    send(file, call, isSafe);
  }

  private void send(ClientFile file, UnderWay call, boolean isSafe) {
    Sessions sessions = sessions();
    int life = world.life().number();
    ByteBuffer data = ByteBuffer.wrap(call.bytes.clone());
    long place =
        file.isLost(call) ? world.fault.placeOfAgain(call.offset, file.size()) : call.offset;
    call.again = -1;
    file.hasWritten = true;
    String what = "WRITE " + file.index + " " + call.offset + "+" + call.bytes.length;
    pending.add(
        file,
        what,
        () ->
            sessions.write(
                file.id,
                place,
                LeasedBytes.of(data),
                isSafe ? Durability.FILE : Durability.UNSTABLE),
        why -> settle(file, call, isSafe, life, what, why));
  }

  private void settle(
      ClientFile file,
      UnderWay call,
      boolean isSafe,
      int life,
      String what,
      @Nullable VfsException why) {
    if (why == null) {
      file.answered(call, isSafe, life);
    } else if (why.error() == VfsError.BUSY) {
      world.requireReasonForBusy(file, what, why);
      call.again = world.time.now() + AGAIN;
      if (world.isSqueezed()) {
        call.refused = world.time.now();
        world.fault.refused(world.time);
      }
    } else {
      world.failed(file, what, why);
    }
  }

  /// Creates or continues a file that the server does not know; false if that cannot be.
  private boolean ensure(ClientFile file) {
    if (!file.isCreated) {
      sessions().create(file.id, file.key, null, file.base, UNSET);
      file.isCreated = !world.life().bucket().isDead(); // else it was not answered
      return file.isCreated;
    }
    if (sessions().look(file.id) != null) {
      return true;
    }
    ETag eTag = world.bucket.eTag(file.key);
    byte[] object = world.bucket.object(file.key);
    boolean isResumed =
        eTag != null
            && object != null
            && sessions().resume(file.id, file.key, eTag, object.length, UNSET);
    if (!isResumed) {
      world.failed(
          file,
          "going on with a file",
          new VfsException(VfsError.STALE, "the server does not know it, or not as its own"));
    }
    return isResumed;
  }

  /// Sends again what was refused long enough ago.
  private void sendHeld() {
    for (ClientFile file : world.files()) {
      for (UnderWay call : List.copyOf(file.underWay)) {
        if (call.again >= 0 && call.again <= world.time.now() && ensure(file)) {
          synchronized (world) {
            file.sendsAgain(call);
          }
          send(file, call, false);
        }
      }
    }
  }

  // COMMIT

  private void commit(ClientFile file) {
    List<Sent> before = List.copyOf(file.unstable);
    int life = world.life().number();
    Sessions sessions = sessions();
    AtomicLong verifier = new AtomicLong();
    pending.add(
        file,
        "COMMIT " + file.index,
        () -> verifier.set(sessions.commit(file.id)),
        why -> {
          if (why == null && verifier.get() == life) {
            file.committed(before, life);
          } else if (why == null) {
            world.requireReasonForAgain(file);
            file.comesAgain(before);
          } else if (why.error() == VfsError.BUSY) {
            world.requireReasonForBusy(file, "COMMIT", why);
          } else {
            world.failed(file, "COMMIT " + file.index, why);
          }
        });
  }

  /// Until a COMMIT covers all WRITEs: those that a former life answered are sent again.
  private void commitAgain(int index) {
    int life = world.life().number();
    for (int i = 0; i < TRIES; i++) {
      if (life != world.life().number()) {
        life = world.life().number();
        i = 0; // another server may refuse as often
      }
      ClientFile file = world.file(index);
      if (file.unstable.isEmpty() && file.underWay.isEmpty()) {
        return;
      }
      if (i > 0) {
        pass(Duration.ofSeconds(i > FAST_TRIES ? 5 : 1));
      }
      sendAgain(file);
      await();
      commit(world.file(index));
      await();
    }
    if (!world.file(index).unstable.isEmpty()) {
      throw new Disagreement("C2", "COMMIT never succeeds");
    }
  }

  private void sendAgain(ClientFile file) {
    int life = world.life().number();
    List<Sent> stale = new ArrayList<>(file.unstable);
    stale.removeIf(sent -> sent.life() == life);
    Collections.shuffle(stale, order);
    for (Sent sent : stale) {
      if (world.file(file.index) != file || !file.unstable.contains(sent)) {
        continue;
      }
      synchronized (world) {
        file.unstable.remove(sent);
      }
      write(file, sent.offset(), sent.length(), false, false);
      if (order.nextInt(3) > 0) {
        await();
      }
    }
  }

  // SETATTR of size

  private void truncate(ClientFile file, int to) {
    if (!file.isCreated || to > ClientFile.MOST) {
      return;
    }
    commit(file);
    await();
    commitAgain(file.index);
    FileUnderWay look = sessions().look(file.id);
    boolean isShorter = to < file.size();
    if (world.file(file.index) != file
        || !file.underWay.isEmpty()
        || !file.unstable.isEmpty()
        || to == file.size()
        || (isShorter && (look == null || look.isPublished()) && to > 0)
        || (look != null && look.isFailed())) {
      return;
    }
    if (to == 0 && (look == null || look.isPublished())) {
      startAnew(file);
    } else if (ensure(file)) {
      resize(file, to, isShorter && (file.isLarge() || file.mayBeGone));
    }
  }

  private void startAnew(ClientFile file) {
    ETag there = world.bucket.eTag(file.key);
    if (there == null || isOther(sessions().look(file.id), there)) {
      return;
    }
    synchronized (world) {
      file.resizes(0);
    }
    sessions().create(file.id, file.key, null, there, UNSET);
    synchronized (world) {
      file.others.remove(there);
      file.resized(0);
    }
    world.mayLeak();
  }

  /// Whether the server published another object than this.
  private static boolean isOther(@Nullable FileUnderWay up, ETag there) {
    Publication ours = up == null ? null : up.publication();
    return ours != null && !ours.eTag().equals(there);
  }

  private void resize(ClientFile file, int to, boolean mayBeRefused) {
    if (mayBeRefused) {
      file.modifies = "cut off at " + to;
    }
    if (to == 0) {
      world.mayLeak();
    }
    synchronized (world) {
      file.resizes(to);
    }
    pending.add(
        file,
        "SETATTR of size " + to,
        () -> sessions().truncate(file.id, to),
        why -> {
          if (why == null) {
            file.resized(to);
          } else if (why.error() != VfsError.BUSY) {
            world.failed(file, "SETATTR of size " + to, why);
          }
        });
    await();
  }

  // time

  /// Lets time pass without a call; what is due is published.
  void pass(Duration time) {
    long end = world.time.now() + time.toNanos();
    while (world.time.now() < end) {
      long left = end - world.time.now();
      world.time.pass(Duration.ofNanos(Math.min(left, Duration.ofMillis(500).toNanos())));
      tick();
    }
  }

  private void tick() {
    sendHeld();
    world.closing = true;
    Sessions sessions = sessions();
    for (ClientFile file : world.files()) {
      if (sessions.due().contains(file.id)) {
        pending.add(file, "publish what is due", () -> sessions.publishIfDue(file.id));
      }
    }
    await();
    world.closing = false;
    if (!world.life().bucket().isDead()) {
      sessions.sweep();
    }
  }

  /// Waits for all answers, while time goes on and what was refused is sent again.
  private void await() {
    long begin = System.nanoTime();
    long step = STEP;
    while (!pending.areAnswered()) {
      pending.awaitOneFor(60);
      if (world.life().bucket().isDead()) {
        break;
      }
      world.time.pass(Duration.ofNanos(step));
      step = Math.min(step + step / 16, LARGEST_STEP);
      if (System.nanoTime() - begin > HANGS) {
        throw pending.hang();
      }
      pending.settleRefused();
      sendHeld();
    }
    if (world.life().bucket().isDead()) {
      pending.forget();
      world.restart();
      return;
    }
    pending.settle();
    world.requireNothingWrong();
  }
}
