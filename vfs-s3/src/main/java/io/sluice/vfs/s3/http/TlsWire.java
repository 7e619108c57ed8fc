package io.sluice.vfs.s3.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A TLS connection of the JDK, its server's certificate checked for its name.
final class TlsWire implements Wire {
  /// Four records of TLS.
  private static final int CHUNK = 64 << 10;

  /// The TCP connection, which can be closed while TLS waits.
  private final Socket socket;

  private final InputStream input;
  private final OutputStream output;

  /// Between the buffers and TLS, in either direction.
  private final byte[] chunk = new byte[CHUNK];

  private TlsWire(Socket socket, SSLSocket secured) throws IOException {
    this.socket = socket;
    this.input = secured.getInputStream();
    this.output = secured.getOutputStream();
  }

  static TlsWire connect(
      InetSocketAddress address, HttpOrigin origin, SSLContext trust, Duration patience)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(address, (int) patience.toMillis());
      return new TlsWire(socket, secured(socket, origin, trust, patience));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static SSLSocket secured(
      Socket socket, HttpOrigin origin, SSLContext trust, Duration patience) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            trust.getSocketFactory().createSocket(socket, origin.host(), origin.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.setSoTimeout((int) patience.toMillis());
    secured.startHandshake();
    secured.setSoTimeout(0);
    return secured;
  }

  @Override
  public void send(Outgoing bytes) throws IOException {
    output.write(chunk, 0, bytes.copyTo(chunk));
  }

  @Override
  public int receive(byte[] into, int at, int count) throws IOException {
    return input.read(into, at, count);
  }

  @Override
  public int receive(ByteBuffer into) throws IOException {
    int came = input.read(chunk, 0, Math.min(chunk.length, into.remaining()));
    if (came > 0) {
      into.put(chunk, 0, came);
    }
    return came;
  }

  /// Without TLS's own farewell, which would wait for room to be written.
  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public void cut() throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } finally {
      socket.close();
    }
  }
}
