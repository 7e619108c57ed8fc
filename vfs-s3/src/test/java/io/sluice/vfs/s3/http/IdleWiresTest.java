package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class IdleWiresTest {
  private final AtomicLong now = new AtomicLong();
  private final IdleWires idle = new IdleWires(now::get, Duration.ofSeconds(15));

  @Test
  void theOneUsedLastIsTakenFirst() {
    KnownWire first = new KnownWire();
    KnownWire second = new KnownWire();
    idle.give(first);
    idle.give(second);
    assertThat(idle.take()).isSameAs(second);
    assertThat(idle.take()).isSameAs(first);
    assertThat(idle.take()).isNull();
  }

  @Test
  void anOldOneIsNotUsedAndIsClosed() {
    KnownWire old = new KnownWire();
    idle.give(old);
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    KnownWire young = new KnownWire();
    idle.give(young);
    now.addAndGet(Duration.ofSeconds(6).toNanos());
    idle.closeOld();
    assertThat(old.closed).isTrue();
    assertThat(young.closed).isFalse();
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(idle.take()).isNull();
  }

  @Test
  void afterTheEndAllAreClosed() {
    KnownWire before = new KnownWire();
    KnownWire after = new KnownWire();
    idle.give(before);
    idle.close();
    idle.give(after);
    assertThat(before.closed).isTrue();
    assertThat(after.closed).isTrue();
  }

  private static final class KnownWire implements Wire {
    boolean closed;

    @Override
    public void send(Outgoing bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int receive(byte[] into, int at, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int receive(ByteBuffer into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void cut() {
      close();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
