package io.sluice.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where the page of metrics is served.
public sealed interface MetricsListen {
  /// Nowhere.
  record Off() implements MetricsListen {
    @Override
    public String toString() {
      return "off";
    }
  }

  /// On this address and port.
  record At(InetSocketAddress address) implements MetricsListen {
    @Override
    public String toString() {
      InetAddress host = address.getAddress();
      String text = host.getHostAddress();
      return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }
  }

  /// Reads `off`, `127.0.0.1:9049` or `[::1]:9049`.
  ///
  /// @throws IllegalArgumentException if it is none
  static MetricsListen parse(String text) {
    if (text.equals("off")) {
      return new Off();
    }
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("no address and port: " + text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    return new At(new InetSocketAddress(InetAddress.ofLiteral(host), port));
  }
}
