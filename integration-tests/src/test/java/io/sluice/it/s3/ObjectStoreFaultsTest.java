package io.sluice.it.s3;

import static io.sluice.it.s3.ObjectStoreContract.BUCKET;
import static io.sluice.it.s3.ObjectStoreContract.bytes;
import static io.sluice.it.s3.ObjectStoreContract.get;
import static io.sluice.it.s3.ObjectStoreContract.headed;
import static io.sluice.it.s3.ObjectStoreContract.list;
import static io.sluice.it.s3.ObjectStoreContract.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.fake.FakeS3;
import io.sluice.it.fake.shape.Fault;
import io.sluice.it.fake.shape.FaultRule;
import io.sluice.it.fake.shape.Gate;
import io.sluice.it.fake.shape.S3Operation;
import io.sluice.vfs.VfsError;
import io.sluice.vfs.VfsException;
import io.sluice.vfs.s3.BodySink;
import io.sluice.vfs.s3.ETag;
import io.sluice.vfs.s3.GetOutcome;
import io.sluice.vfs.s3.ObjectKey;
import io.sluice.vfs.s3.ObjectSummary;
import io.sluice.vfs.s3.store.S3ObjectStore;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The object store when S3 or the way there fails.
final class ObjectStoreFaultsTest {
  private static final int SIZE = 3_000_000;

  @AutoClose private final FailingS3 failing = new FailingS3();
  private final FakeS3 s3 = failing.s3;
  private final S3ObjectStore store = failing.store;

  @Test
  void c2_slowDownIsRetried() {
    s3.put(BUCKET, "object", bytes(100));
    s3.fault(FaultRule.on(new Fault.Status(503, "SlowDown")).times(3));
    assertThat(headed(store, "object").size()).isEqualTo(100);
    assertThat(failing.requests(S3Operation.HEAD_OBJECT)).isEqualTo(4);
    s3.fault(FaultRule.on(new Fault.Status(500, "InternalError")).times(2));
    assertThat(list(store, "", false).objects()).hasSize(1);
    assertThat(failing.requests(S3Operation.LIST_OBJECTS_V2)).isEqualTo(3);
  }

  @Test
  void c2_resetsBeforeTheAnswerAreRetried() {
    s3.put(BUCKET, "object", bytes(100));
    s3.fault(FaultRule.on(new Fault.Reset(), S3Operation.HEAD_OBJECT).times(2));
    s3.fault(FaultRule.on(new Fault.Reset(), S3Operation.GET_OBJECT).times(2));
    assertThat(headed(store, "object").size()).isEqualTo(100);
    assertThat(get(store, "object", 0, null, ByteBuffer.allocate(100)))
        .isInstanceOf(GetOutcome.Filled.class);
    assertThat(failing.requests(S3Operation.HEAD_OBJECT)).isEqualTo(3);
    assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(3);
  }

  @Test
  void c2_anOutageLongerThanTheIoTimeoutIsBusy() {
    s3.fault(FaultRule.on(new Fault.Status(503, "SlowDown")));
    assertThatThrownBy(() -> headed(store, "object"))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY))
        .hasMessageContaining("HeadObject s3://pictures/object")
        .hasMessageContaining("--io-timeout");
    assertThat(failing.clock.nanoTime()).isLessThan(TimeUnit.SECONDS.toNanos(20));
    s3.heal();
    s3.put(BUCKET, "object", bytes(100));
    assertThat(headed(store, "object").size()).isEqualTo(100);
  }

  @Test
  void credentialsThatExpiredAreDeniedToReadersAndAwaitedByChanges() {
    s3.put(BUCKET, "object", bytes(100));
    s3.fault(FaultRule.on(new Fault.Status(400, "ExpiredToken"), S3Operation.GET_OBJECT));
    s3.fault(FaultRule.on(new Fault.Status(400, "ExpiredToken"), S3Operation.DELETE_OBJECT));
    assertThatThrownBy(() -> get(store, "object", 0, null, ByteBuffer.allocate(100)))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.ACCESS_DENIED));
    assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(3);
    assertThatThrownBy(() -> store.deleteObject(new ObjectKey("object")))
        .isInstanceOfSatisfying(
            VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.BUSY));
    s3.heal();
    store.deleteObject(new ObjectKey("object"));
    assertThat(s3.has(BUCKET, "object")).isFalse();
  }

  @Test
  void r1_aBodyThatBreaksOffIsResumedWhereItBroke() {
    byte[] content = bytes(SIZE);
    s3.put(BUCKET, "object", content);
    ETag tag = headed(store, "object").eTag();
    s3.fault(FaultRule.on(new Fault.Truncate(1_000_000), S3Operation.GET_OBJECT).times(2));
    ByteBuffer into = ByteBuffer.allocateDirect(SIZE);
    assertThat(get(store, "object", 0, tag, into)).isInstanceOf(GetOutcome.Filled.class);
    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(content));
    assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(3);
    assertThat(s3.counters().of(S3Operation.GET_OBJECT).bytesSent()).isEqualTo(SIZE);
  }

  @Test
  void r1_whatWasHandedOnIsNeverSentAgain() {
    byte[] content = bytes(SIZE);
    s3.put(BUCKET, "object", content);
    s3.fault(FaultRule.on(new Fault.Truncate(1_000_000), S3Operation.GET_OBJECT).times(2));
    Pieces pieces = new Pieces(400_000);
    assertThat(whole(store, headed(store, "object"), pieces)).isInstanceOf(GetOutcome.Filled.class);
    assertThat(pieces.bytes()).isEqualTo(content);
    assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(3);
    assertThat(s3.counters().of(S3Operation.GET_OBJECT).bytesSent()).isEqualTo(SIZE);
  }

  @Test
  void r1_aSmallObjectThatArrivesDamagedIsReadAgain() {
    s3.put(BUCKET, "object", bytes(100_000));
    s3.fault(FaultRule.on(new Fault.Flip(50_000), S3Operation.GET_OBJECT).times(2));
    Pieces pieces = new Pieces(1 << 20);
    assertThat(whole(store, headed(store, "object"), pieces)).isInstanceOf(GetOutcome.Filled.class);
    assertThat(pieces.bytes()).isEqualTo(bytes(100_000));
    assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(3);
  }

  @Test
  void r1_anObjectThatIsDamagedIsAnError() {
    for (int size : new int[] {100_000, SIZE}) {
      s3.put(BUCKET, "object", bytes(size));
      s3.fault(FaultRule.on(new Fault.Flip(50_000), S3Operation.GET_OBJECT));
      Pieces pieces = new Pieces(1 << 20);
      ObjectSummary object = headed(store, "object");
      assertThatThrownBy(() -> whole(store, object, pieces))
          .isInstanceOfSatisfying(
              VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.IO))
          .hasMessageContaining("s3://pictures/object")
          .hasMessageContaining("checksum (CRC64NVME)");
      assertThat(pieces.bytes().length).isLessThan(size);
    }
  }

  @Test
  void r1_aBodyThatBreaksOffIsHeldAgainstTheChecksumToo() {
    s3.put(BUCKET, "object", bytes(SIZE));
    s3.fault(FaultRule.on(new Fault.Truncate(1_000_000), S3Operation.GET_OBJECT).times(1));
    s3.fault(FaultRule.on(new Fault.Flip(7), S3Operation.GET_OBJECT).from(2));
    ObjectSummary object = headed(store, "object");
    assertThatThrownBy(() -> whole(store, object, new Pieces(1 << 20)))
        .isInstanceOf(VfsException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void r2_whatCameOfAnObjectThatWasReplacedLeavesNoTrace() throws Exception {
    s3.put(BUCKET, "object", bytes(100_000));
    ObjectSummary object = headed(store, "object");
    Gate gate = new Gate();
    s3.fault(FaultRule.on(new Fault.Truncate(50_000), S3Operation.GET_OBJECT).times(1));
    s3.fault(FaultRule.on(new Fault.Hold(gate), S3Operation.GET_OBJECT).from(2));
    Pieces pieces = new Pieces(1 << 20);
    FutureTask<GetOutcome> read = new FutureTask<>(() -> whole(store, object, pieces));
    Thread.ofVirtual().start(read);
    gate.awaitArrivals(1);
    s3.put(BUCKET, "object", bytes(100_001));
    gate.release();
    assertThat(read.get(20, TimeUnit.SECONDS)).isInstanceOf(GetOutcome.Changed.class);
    assertThat(pieces.came).isEmpty();
    assertThat(pieces.room().position()).isZero();
  }

  @Test
  void whoWantsNoMoreCutsItsConnectionOnly() {
    s3.put(BUCKET, "object", bytes(SIZE));
    IllegalStateException enough = new IllegalStateException("enough");
    BodySink leaving =
        new BodySink() {
          @Override
          public ByteBuffer room() {
            return ByteBuffer.allocateDirect(1000);
          }

          @Override
          public void came(int bytes) {
            throw enough;
          }
        };
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> ObjectStoreContract.get(store, "object", 0, SIZE, null, leaving))
          .isSameAs(enough);
    }
    Pieces pieces = new Pieces(1 << 20);
    assertThat(ObjectStoreContract.get(store, "object", 0, SIZE, null, pieces))
        .isInstanceOf(GetOutcome.Filled.class);
  }

  @Test
  void r2_anObjectReplacedBetweenTwoTriesIsNeverMixed() {
    s3.put(BUCKET, "object", bytes(SIZE));
    ETag tag = headed(store, "object").eTag();
    assertThat(readWithReplacement(tag)).isInstanceOf(GetOutcome.Changed.class);
    assertThat(failing.requests(S3Operation.GET_OBJECT)).isEqualTo(2);
  }

  @Test
  void r2_withoutAnETagTheFirstAnswerIsHeldFast() {
    s3.put(BUCKET, "object", bytes(SIZE));
    assertThat(readWithReplacement(null)).isInstanceOf(GetOutcome.Changed.class);
  }

  /// The first body breaks off; the second request stands at a gate while the object is replaced.
  private GetOutcome readWithReplacement(@Nullable ETag tag) {
    Gate gate = new Gate();
    s3.fault(FaultRule.on(new Fault.Truncate(1_000_000), S3Operation.GET_OBJECT).times(1));
    s3.fault(FaultRule.on(new Fault.Hold(gate), S3Operation.GET_OBJECT).from(2));
    FutureTask<GetOutcome> read =
        new FutureTask<>(() -> get(store, "object", 0, tag, ByteBuffer.allocate(SIZE)));
    Thread.ofVirtual().start(read);
    try {
      gate.awaitArrivals(1);
      s3.put(BUCKET, "object", bytes(SIZE + 1));
      gate.release();
      return read.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptEndsAHead() throws Exception {
    Gate gate = s3.hold(S3Operation.HEAD_OBJECT, "object");
    assertInterruptEnds(() -> headed(store, "object"), gate);
  }

  @Test
  void anInterruptEndsAGet() throws Exception {
    Gate gate = s3.hold(S3Operation.GET_OBJECT, "object");
    assertInterruptEnds(() -> get(store, "object", 0, null, ByteBuffer.allocate(9)), gate);
  }

  private static void assertInterruptEnds(Runnable call, Gate gate) throws Exception {
    FutureTask<VfsError> ended =
        new FutureTask<>(() -> {
          try {
            call.run();
            throw new AssertionError("the call came back");
          } catch (VfsException e) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return e.error();
          }
        });
    Thread caller = Thread.ofVirtual().start(ended);
    gate.awaitArrivals(1);
    caller.interrupt();
    assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(VfsError.BUSY);
    gate.release();
  }
}
