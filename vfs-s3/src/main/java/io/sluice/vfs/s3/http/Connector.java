package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Opens connections to a server.
///
/// @param patience with the first address, if there are others
/// @param trust the certificates that are trusted, null for a server without TLS
record Connector(HttpOrigin origin, Duration patience, @Nullable SSLContext trust) {
  /// Opens a connection.
  interface Way {
    /// To one address, within so long for each of its steps.
    Wire connect(InetAddress address, Duration patience) throws IOException;
  }

  /// So many times the patience where hurrying gains nothing: with the last address, and after one
  /// that did not answer in time, since over a slow network a connection waits behind all else that
  /// is on its way.
  private static final int MORE = 3;

  /// The sockets of the JDK know no timeout that is shorter, and take zero for none.
  private static final Duration LEAST = Duration.ofMillis(1);

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
  ///
  /// @param all for all of them; the first is tried in any case
  Wire connect(Duration all) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(origin.host());
    Collections.rotate(
        Arrays.asList(addresses), ThreadLocalRandom.current().nextInt(addresses.length));
    return connect(List.of(addresses), all, System::nanoTime, this::connect);
  }

  Wire connect(List<InetAddress> addresses, Duration all, LongSupplier nanoTime, Way way)
      throws IOException {
    long until = nanoTime.getAsLong() + all.toNanos();
    IOException failure = new UnknownHostException(origin.host());
    Duration left = all;
    for (InetAddress address : addresses) {
      boolean isInHurry =
          !address.equals(addresses.getLast()) && !(failure instanceof SocketTimeoutException);
      Duration most = isInHurry ? patience : patience.multipliedBy(MORE);
      try {
        return way.connect(address, left.compareTo(most) < 0 ? left : most);
      } catch (IOException e) {
        failure = e;
      }
      left = Duration.ofNanos(until - nanoTime.getAsLong());
      if (left.compareTo(LEAST) < 0 || Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    throw failure instanceof SocketTimeoutException ? none(failure) : failure;
  }

  /// Told from a request that stood still: nothing of it was sent.
  private static IOException none(IOException timeout) {
    ConnectException none = new ConnectException("no connection in time");
    none.addSuppressed(timeout);
    return none;
  }

  private Wire connect(InetAddress address, Duration within) throws IOException {
    InetSocketAddress there = new InetSocketAddress(address, origin.port());
    return trust == null
        ? PlainWire.connect(there, within)
        : TlsWire.connect(there, origin, trust, within);
  }
}
