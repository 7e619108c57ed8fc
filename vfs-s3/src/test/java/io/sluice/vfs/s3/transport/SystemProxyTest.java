package io.sluice.vfs.s3.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class SystemProxyTest {
  private final Map<String, String> before = new HashMap<>();

  private void set(String property, String value) {
    before.put(property, System.getProperty(property));
    System.setProperty(property, value);
  }

  @AfterEach
  void restore() {
    before.forEach((property, value) -> {
      if (value == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, value);
      }
    });
  }

  /// Not that of the scheme by which the proxy is spoken to.
  @Test
  void theClientsAreToldTheProxyOfTheServersScheme() {
    set("https.proxyHost", "proxy.example");
    set("https.proxyPort", "3128");
    set("http.nonProxyHosts", "*.internal");
    SystemProxy proxy = requireNonNull(SystemProxy.of("https"));

    assertThat(proxy.isFor("bucket.s3.amazonaws.com")).isTrue();
    assertThat(proxy.isFor("s3.internal")).isFalse();
    var netty = SystemProxy.forNetty(proxy);
    assertThat(netty.host()).isEqualTo("proxy.example");
    assertThat(netty.port()).isEqualTo(3128);
    assertThat(netty.scheme()).isEqualTo("http");
    assertThat(netty.nonProxyHosts()).isEqualTo(proxy.others());
    var blocking = SystemProxy.forBlocking(proxy);
    assertThat(blocking.host()).isEqualTo("proxy.example");
    assertThat(blocking.port()).isEqualTo(3128);
    assertThat(blocking.scheme()).isEqualTo("http");
    assertThat(blocking.nonProxyHosts()).isEqualTo(proxy.others());
  }

  @Test
  void withoutOneTheClientsLookForNone() {
    set("http.proxyHost", "proxy.example");
    set("http.proxyPort", "3128");

    assertThat(SystemProxy.forNetty(null).host()).isNull();
    assertThat(SystemProxy.forBlocking(null).host()).isNull();
  }
}
