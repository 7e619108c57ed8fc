package io.sluice.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which of the addresses that are to be listened on are.
final class FrontDoorTest {
  private static List<InetAddress> hosts(String given) {
    List<InetAddress> hosts = new ArrayList<>();
    for (String host : given.split(" ", -1)) {
      hosts.add(InetAddress.ofLiteral(host));
    }
    return hosts;
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "0.0.0.0 ::, 0.0.0.0",
    "127.0.0.1 ::, ::",
    "127.0.0.1 127.0.0.2, 127.0.0.1 127.0.0.2",
    "10.255.255.1, 10.255.255.1"
  })
  void x1_whatStandsForAllIsTakenAloneAndWhatIsGivenIsTaken(String given, String taken)
      throws IOException {
    assertThat(FrontDoor.presentHosts(hosts(given))).isEqualTo(hosts(taken));
  }
}
