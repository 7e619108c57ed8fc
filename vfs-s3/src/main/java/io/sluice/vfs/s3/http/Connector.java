package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Opens connections to a server.
///
/// @param trust the certificates that are trusted, null for a server without TLS
record Connector(HttpOrigin origin, Duration patience, @Nullable SSLContext trust) {
  /// What the JVM trusts by default is trusted.
  static Connector to(HttpOrigin origin, Duration patience) {
    try {
      return new Connector(origin, patience, origin.secure() ? SSLContext.getDefault() : null);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the trust store of the JVM cannot be loaded", e);
    }
  }

  /// A new connection to one of the server's addresses: each time begins with another, since a name
  /// of S3 stands for many machines.
  Wire connect() throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(origin.host());
    int first = ThreadLocalRandom.current().nextInt(addresses.length);
    IOException failure = new UnknownHostException(origin.host());
    for (int i = 0; i < addresses.length; i++) {
      InetAddress address = addresses[(first + i) % addresses.length];
      try {
        return connect(new InetSocketAddress(address, origin.port()));
      } catch (IOException e) {
        failure = e;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw failure;
  }

  private Wire connect(InetSocketAddress address) throws IOException {
    return trust == null
        ? PlainWire.connect(address, patience)
        : TlsWire.connect(address, origin, trust, patience);
  }
}
