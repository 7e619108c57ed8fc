package io.sluice.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FreePortTest {
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger undone = new AtomicInteger();

  private int port(int free) throws IOException {
    return FreePort.find(
        () -> {
          if (attempts.incrementAndGet() < free) {
            throw new BindException("Address already in use");
          }
          return attempts.get();
        },
        undone::incrementAndGet);
  }

  @Test
  void aPortThatSomebodyHasElsewhereIsGivenBackForAnother() throws IOException {
    assertThat(port(3)).isEqualTo(3);
    assertThat(undone).hasValue(2);
  }

  @Test
  void anAddressThatIsNotThereEndsTheSearch() {
    assertThatThrownBy(() -> port(Integer.MAX_VALUE)).isInstanceOf(BindException.class);
    assertThat(attempts).hasValueLessThan(20);
  }
}
