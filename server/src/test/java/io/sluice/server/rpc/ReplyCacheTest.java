package io.sluice.server.rpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplyCacheTest implements RpcObserver {
  private final Set<Long> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch underWay = new CountDownLatch(1);
  private final CountDownLatch repeated = new CountDownLatch(1);
  private final ReplyCache cache = new ReplyCache(open::contains, this);
  private int done;

  ReplyCacheTest() {
    open.add(1L);
    open.add(2L);
  }

  @Override
  public void repeated() {
    repeated.countDown();
  }

  private byte @Nullable [] ask(int xid, long connection, Supplier<byte[]> doing) {
    try {
      return cache.once(xid, ByteBuffer.wrap(new byte[] {42}), connection, doing);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The number of calls that were done when this one was.
  private int ask(int xid, long connection) {
    byte[] reply = ask(xid, connection, () -> new byte[++done]);
    return requireNonNull(reply).length;
  }

  private CompletableFuture<byte @Nullable []> askLater(
      int xid, long connection, Supplier<byte[]> doing) {
    CompletableFuture<byte @Nullable []> reply = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            reply.complete(ask(xid, connection, doing));
          } catch (RuntimeException e) {
            reply.completeExceptionally(e);
          }
        });
    return reply;
  }

  /// Tells that a call is under way, and ends when another one waits for it.
  private void doSlowly() {
    underWay.countDown();
    try {
      repeated.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCallThatIsDoneIsAnsweredFromTheCache() {
    assertThat(ask(7, 1)).isEqualTo(1);
    assertThat(ask(7, 1)).isEqualTo(1);
    assertThat(ask(8, 1)).isEqualTo(2);
  }

  @Test
  void twoOpenConnectionsShareNothing() {
    assertThat(ask(7, 1)).isEqualTo(1);
    assertThat(ask(7, 2)).isEqualTo(2);
  }

  @Test
  void aClosedConnectionsReplyGoesToTheOneThatAsksNextAndStaysWithIt() {
    assertThat(ask(7, 1)).isEqualTo(1);
    open.remove(1L);
    assertThat(ask(7, 2)).isEqualTo(1);
    assertThat(ask(7, 3)).isEqualTo(2);
  }

  @Test
  void aCallUnderWayForAClosedConnectionIsAwaited() throws Exception {
    CompletableFuture<byte @Nullable []> first =
        askLater(
            7,
            1,
            () -> {
              doSlowly();
              return new byte[5];
            });
    underWay.await();
    open.remove(1L);
    assertThat(ask(7, 2)).isEqualTo(5);
    assertThat(first.get()).hasSize(5);
  }

  @Test
  void aCallThatThrewIsForgottenAndNobodyWaitsForIt() throws Exception {
    CompletableFuture<byte @Nullable []> first =
        askLater(
            7,
            1,
            () -> {
              doSlowly();
              throw new IllegalStateException("a fault on purpose");
            });
    underWay.await();
    assertThat(ask(7, 1, () -> new byte[1])).isNull();
    assertThatThrownBy(first::get).hasMessageContaining("on purpose");
    assertThat(ask(7, 1)).isEqualTo(1);
  }

  @Test
  void otherBytesWithTheSameXidAreAnotherCall() throws Exception {
    assertThat(ask(7, 1)).isEqualTo(1);
    byte[] other = cache.once(7, ByteBuffer.wrap(new byte[] {43}), 1, () -> new byte[9]);
    assertThat(other).hasSize(9);
  }

  @Test
  void theOldestRepliesAreDropped() {
    for (int xid = 1; xid <= ReplyCache.MOST; xid++) {
      ask(xid, 1, () -> new byte[0]);
    }
    ask(1, 2, () -> new byte[0]);
    ask(ReplyCache.MOST + 1, 1, () -> new byte[0]);

    assertThat(ask(1, 2, () -> new byte[1])).as("the youngest but one").isEmpty();
    assertThat(ask(3, 1, () -> new byte[1])).as("old, and there is room for it").isEmpty();
    assertThat(ask(2, 1, () -> new byte[1])).as("the oldest").hasSize(1);
  }
}
