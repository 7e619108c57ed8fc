package io.sluice.vfs.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Time passes only where an address does not answer.
final class ConnectorTest {
  private static final List<InetAddress> EIGHT =
      IntStream.rangeClosed(1, 8).mapToObj(ConnectorTest::address).toList();

  private final Connector connector =
      new Connector(new HttpOrigin(false, "bucket", 80), Duration.ofSeconds(2), null);
  private final List<Duration> patience = new ArrayList<>();
  private long now;

  @Test
  void addressesThatDoNotAnswerTakeNoLongerThanTheCall() {
    assertThatThrownBy(() -> connect(Duration.ofSeconds(5), this::silence))
        .isInstanceOf(ConnectException.class);
    assertThat(patience).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void afterOneThatDidNotAnswerTheNextHasMoreTime() {
    assertThatThrownBy(() -> connect(Duration.ofSeconds(9), this::silence))
        .isInstanceOf(ConnectException.class);
    assertThat(patience)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(1));
  }

  @Test
  void oneIsTriedHoweverShortTheCallIs() {
    assertThatThrownBy(() -> connect(Duration.ofMillis(1), this::silence))
        .isInstanceOf(ConnectException.class);
    assertThat(patience).hasSize(1);
  }

  @Test
  void allAreTriedThatRefuseAtOnce() {
    Connector.Way refusing =
        (address, within) -> {
          patience.add(within);
          throw new ConnectException("Connection refused");
        };
    assertThatThrownBy(() -> connect(Duration.ofSeconds(5), refusing))
        .isInstanceOf(ConnectException.class);
    assertThat(patience)
        .hasSize(8)
        .startsWith(Duration.ofSeconds(2), Duration.ofSeconds(2))
        .endsWith(Duration.ofSeconds(5)); // the last one, as long as the call may take
  }

  private void connect(Duration all, Connector.Way way) throws IOException {
    connector.connect(EIGHT, all, () -> now, way).close();
  }

  private Wire silence(InetAddress address, Duration within) throws SocketTimeoutException {
    patience.add(within);
    now += within.toNanos();
    throw new SocketTimeoutException("Connect timed out");
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
