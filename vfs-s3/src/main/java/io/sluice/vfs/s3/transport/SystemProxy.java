package io.sluice.vfs.s3.transport;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/// The proxy that the system names for servers of one scheme: by `https.proxyHost` and its likes,
/// or by `HTTPS_PROXY` and `NO_PROXY`. The clients of the SDK look for that of the scheme by which
/// the proxy itself is spoken to, which is `http` mostly, and so miss it.
///
/// @param user of the proxy, null if it asks for none
/// @param others patterns of hosts that are asked without it
public record SystemProxy(
    String host, int port, @Nullable String user, @Nullable String password, Set<String> others) {

  /// The proxy for a scheme, `http` or `https`; null if there is none.
  public static @Nullable SystemProxy of(String scheme) {
    ProxyConfiguration found = ProxyConfiguration.builder().scheme(scheme).build();
    return found.host() == null
        ? null
        : new SystemProxy(
            found.host(),
            found.port(),
            found.username(),
            found.password(),
            found.nonProxyHosts() == null ? Set.of() : found.nonProxyHosts());
  }

  /// Whether a host is asked through it.
  public boolean isFor(String server) {
    return others.stream().noneMatch(server::matches);
  }

  /// What the SDK's blocking client is told of a proxy.
  public static ProxyConfiguration forBlocking(@Nullable SystemProxy proxy) {
    ProxyConfiguration.Builder told =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    if (proxy != null) {
      told.endpoint(URI.create("http://" + proxy.host() + ":" + proxy.port()))
          .username(proxy.user())
          .password(proxy.password())
          .nonProxyHosts(proxy.others());
    }
    return told.build();
  }

  /// What the SDK's client on Netty is told of a proxy.
  public static software.amazon.awssdk.http.nio.netty.ProxyConfiguration forNetty(
      @Nullable SystemProxy proxy) {
    var told =
        software.amazon.awssdk.http.nio.netty.ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    if (proxy != null) {
      told.host(proxy.host())
          .port(proxy.port())
          .username(proxy.user())
          .password(proxy.password())
          .nonProxyHosts(proxy.others());
    }
    return told.build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
