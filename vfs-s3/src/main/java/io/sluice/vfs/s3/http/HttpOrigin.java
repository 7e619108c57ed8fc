package io.sluice.vfs.s3.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/// A server, as RFC 9110 section 4.3.1 names it.
///
/// @param secure whether it is spoken to by TLS
/// @param host a name or an address, IPv6 ones without brackets
public record HttpOrigin(boolean secure, String host, int port) {
  private static final int PLAIN_PORT = 80;
  private static final int SECURE_PORT = 443;

  /// The origin of an `http` or `https` URL.
  public static HttpOrigin of(URI url) {
    boolean secure = url.getScheme().toLowerCase(Locale.ROOT).equals("https");
    String host = Objects.requireNonNull(url.getHost(), "an URL without host");
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new HttpOrigin(secure, bare, url.getPort() < 0 ? usualPort(secure) : url.getPort());
  }

  private static int usualPort(boolean secure) {
    return secure ? SECURE_PORT : PLAIN_PORT;
  }

  /// Whether its URL needs no port.
  public boolean isOnUsualPort() {
    return port == usualPort(secure);
  }
}
