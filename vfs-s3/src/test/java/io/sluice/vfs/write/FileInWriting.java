package io.sluice.vfs.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.memory.ArenaSlab;
import io.sluice.memory.Lease;
import io.sluice.memory.LeasedBytes;
import io.sluice.vfs.Durability;
import io.sluice.vfs.FileId;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectUploads;
import io.sluice.vfs.write.log.SessionLog;
import io.sluice.vfs.write.log.SessionRecord;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// One file that is written in [Sessions] over a bucket in memory, and the time, which passes only
/// when a test lets it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FileInWriting {
  static final int MIB = 1 << 20;
  static final FileId FILE = new FileId(77);
  static final ObjectKey KEY = new ObjectKey("dir/file");
  private static final Duration MOST = Duration.ofSeconds(30);

  /// What stands before the bytes in the record of a WRITE.
  private static final int HEAD = 140;

  final MemoryBucket bucket = new MemoryBucket();
  final AtomicLong nanos = new AtomicLong(1);

  /// Nanoseconds that pass with each look at the ticker.
  final AtomicLong perLook = new AtomicLong();

  final ArenaSlab slab = new ArenaSlab(96L * MIB);
  private final ArenaSlab records = new ArenaSlab(16L * MIB);
  private final List<Sessions> killed = new ArrayList<>();
  private AtomicBoolean isKilled = new AtomicBoolean();

  /// What happens while requests of these names, as methods, are under way: once each, before S3
  /// does them.
  final Map<String, Runnable> beforeNext = new ConcurrentHashMap<>();

  /// What happens while requests of these names are under way, as [#beforeNext], each time.
  final Map<String, Runnable> beforeEvery = new ConcurrentHashMap<>();

  /// What happens when S3 has answered requests of these names, before that is known: once each.
  final Map<String, Runnable> afterNext = new ConcurrentHashMap<>();

  /// Requests of these names that S3 does, and whose answers get lost: once each.
  final Set<String> loseAnswer = ConcurrentHashMap.newKeySet();

  private SessionLog log = SessionLog.inMemory();
  Sessions sessions = open();

  private Sessions open() {
    return Sessions.open(
        uploadsUntil(isKilled),
        bucket,
        slab,
        log,
        new SessionSettings(Duration.ofSeconds(3), closeBy(), false, 256L * MIB),
        42,
        InstantSource.system(),
        () -> nanos.addAndGet(perLook.get()));
  }

  /// What publishes a file; asked before the fields of a test are set.
  SessionSettings.CloseBy closeBy() {
    return SessionSettings.CloseBy.SIGNAL;
  }

  /// The bucket, which a process that was killed does not reach any more.
  private ObjectUploads uploadsUntil(AtomicBoolean end) {
    return (ObjectUploads)
        Proxy.newProxyInstance(
            ObjectUploads.class.getClassLoader(),
            new Class<?>[] {ObjectUploads.class},
            (_, method, arguments) -> {
              if (end.get()) {
                throw new VfsException(VfsError.BUSY, "the process was killed");
              }
              return answer(method, arguments);
            });
  }

  private Object answer(Method method, Object[] arguments) throws Throwable {
    Runnable before = beforeNext.remove(method.getName());
    if (before != null) {
      before.run();
    }
    beforeEvery.getOrDefault(method.getName(), () -> {}).run();
    Object answer;
    try {
      answer = method.invoke(bucket, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    Runnable after = afterNext.remove(method.getName());
    if (after != null) {
      after.run();
    }
    if (loseAnswer.remove(method.getName())) {
      throw new VfsException(VfsError.BUSY, "the answer was lost");
    }
    return answer;
  }

  /// From now on nothing of the process reaches S3.
  void isKilledNow() {
    isKilled.set(true);
  }

  /// The process is killed, and another one takes up what its log says.
  void killAndStart() {
    isKilled.set(true);
    killed.add(sessions);
    isKilled = new AtomicBoolean();
    sessions = open();
  }

  /// Begins anew with another log.
  void useLog(SessionLog other) {
    log = other;
    sessions = open();
  }

  @AfterEach
  void nothingIsLeased() {
    killed.forEach(gone -> gone.drop(FILE));
    sessions.drop(FILE);
    await(() -> slab.leased() == 0 && records.leased() == 0);
    slab.close();
    records.close();
  }

  /// Waits for what other threads do.
  static void await(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MOST);
      Thread.onSpinWait();
    }
  }

  void create() {
    create(null, null);
  }

  void create(@Nullable Long verifier, @Nullable ETag base) {
    sessions.create(FILE, KEY, verifier, base, SessionRecord.Attributes.unset(Instant.EPOCH));
  }

  /// How the file, which is being written, looks.
  FileUnderWay look() {
    return Objects.requireNonNull(sessions.look(FILE));
  }

  /// A file that was published is forgotten half a minute after its namespace was told.
  void isForgotten() {
    assertThat(sessions.news(FILE)).isInstanceOf(SessionNews.Published.class);
    pass(Duration.ofSeconds(31));
    sessions.sweep();
    assertThat(sessions.look(FILE)).isNull();
  }

  /// A small file is published, forgotten half a minute later, and continued.
  void resumeLater(byte[] bytes) {
    create();
    write(0, bytes, Durability.FILE);
    isForgotten();
    ETag eTag = bucket.headStored(KEY).orElseThrow().eTag();
    SessionRecord.Attributes attributes = SessionRecord.Attributes.unset(Instant.EPOCH);
    assertThat(sessions.resume(FILE, KEY, eTag, bytes.length, attributes)).isTrue();
  }

  void write(long offset, byte[] bytes, Durability durability) {
    write(offset, bytes, 0, bytes.length, durability);
  }

  /// The bytes lie in a record, which is used for something else as soon as the call has returned.
  private void write(long offset, byte[] bytes, int from, int length, Durability durability) {
    if (length > MIB) {
      ByteBuffer data = ByteBuffer.allocateDirect(length).put(bytes, from, length).flip();
      sessions.write(FILE, offset, LeasedBytes.of(data), durability);
      return;
    }
    try (Lease record = Objects.requireNonNull(records.tryLease(HEAD + length))) {
      ByteBuffer data = record.buffer().slice(HEAD, length).put(bytes, from, length).flip();
      try {
        sessions.write(FILE, offset, new LeasedBytes(data, record), durability);
      } finally {
        record.buffer().clear().put(new byte[HEAD + length]);
      }
    }
  }

  /// Writes a stretch of these bytes to where it is in them, 1 MiB at a time.
  void write(byte[] bytes, int from, int to, Durability durability) {
    for (int at = from; at < to; at += MIB) {
      write(at, bytes, at, Math.min(MIB, to - at), durability);
    }
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// COMMIT, while the ticker goes on.
  void commit() {
    whileTimeGoesOn(() -> sessions.commit(FILE));
  }

  /// GETATTR, while the ticker goes on.
  void closed() {
    whileTimeGoesOn(() -> sessions.looked(FILE));
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  void whileTimeGoesOn(Runnable call) {
    CompletableFuture<Void> done = CompletableFuture.runAsync(call, Thread.ofVirtual()::start);
    while (!done.isDone()) {
      pass(Duration.ofMillis(5));
      Thread.onSpinWait();
    }
    try {
      done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof VfsException failure ? failure : e;
    }
  }

  /// Publishes when the file has been silent for long enough, as whoever looks for such files does.
  void publishWhenDueAfter(Duration silence) {
    pass(silence);
    await(() -> sessions.due().contains(FILE));
    whileTimeGoesOn(() -> sessions.publishIfDue(FILE));
  }
}
