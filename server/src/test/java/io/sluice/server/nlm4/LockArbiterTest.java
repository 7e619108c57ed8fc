package io.sluice.server.nlm4;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of locks whose owners cannot be told of them.
final class LockArbiterTest {
  private final List<WantedLock> granted = new ArrayList<>();
  private final LockArbiter arbiter = new LockArbiter(100, granted::add);

  private static WantedLock wanted(String owner, boolean exclusive) {
    Nlm4Lock call = new Nlm4Lock("here", "handle", owner, 1, 0, 10);
    return WantedLock.of(new LockHost(InetAddress.getLoopbackAddress(), "here"), call, exclusive);
  }

  @Test
  void whoCannotBeToldThatHeHasALockForHimselfKeepsTheSharedOneThatHeHad() {
    arbiter.lock(wanted("a", false), false);
    arbiter.lock(wanted("b", false), false);
    assertThat(arbiter.lock(wanted("a", true), true)).isEqualTo(Nlm4Stat.BLOCKED);
    arbiter.unlock(wanted("b", false));
    assertThat(granted).containsExactly(wanted("a", true));
    assertThat(arbiter.test(wanted("c", false))).isPresent();

    arbiter.takeBack(granted.getFirst());
    assertThat(arbiter.test(wanted("c", false))).isEmpty();
    assertThat(arbiter.test(wanted("c", true))).isPresent();
    arbiter.unlock(wanted("a", false));
    assertThat(arbiter.test(wanted("c", true))).isEmpty();
  }
}
