package io.sluice.it.bench;

import io.sluice.it.kernel.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocketFactory;

/// Speaks TLS before an S3 that does not, in a process of its own.
final class TlsFront implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final String PASSWORD = "changeit";

  /// Four records of TLS.
  private static final int CHUNK = 64 << 10;

  private final ServerProcess process;
  private final Path certificate;
  private final int port;

  private TlsFront(ServerProcess process, Path certificate, int port) {
    this.process = process;
    this.certificate = certificate;
    this.port = port;
  }

  /// Starts it on a free port.
  ///
  /// @param endpoint of the S3 behind it
  static TlsFront start(String endpoint, Path folder) throws IOException, InterruptedException {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Path certificate = folder.resolve("tls-" + System.nanoTime() + ".p12");
    List<String> keytool =
        List.of(
            bin.resolve("keytool").toString(),
            ("-genkeypair -alias s3 -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                + " -validity 2 -storetype PKCS12 -storepass "
                + PASSWORD),
            "-keystore",
            certificate.toString());
    int made =
        new ProcessBuilder(String.join(" ", keytool).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (made != 0) {
      throw new IOException("keytool made no certificate");
    }
    ProcessBuilder java =
        new ProcessBuilder(
            bin.resolve("java").toString(),
            "-Djavax.net.ssl.keyStore=" + certificate,
            "-Djavax.net.ssl.keyStorePassword=" + PASSWORD,
            "-cp",
            System.getProperty("java.class.path"),
            TlsFront.class.getName(),
            Integer.toString(URI.create(endpoint).getPort()));
    ServerProcess process = ServerProcess.start("tls", java, folder);
    int port = Integer.parseInt(process.awaitReady(START).substring("ready ".length()));
    return new TlsFront(process, certificate, port);
  }

  String endpoint() {
    return "https://localhost:" + port;
  }

  /// What a server needs in its environment to believe that it is S3.
  Map<String, String> trust() {
    return Map.of(
        "SLUICE_JAVA_OPTS",
        "-Djavax.net.ssl.trustStore="
            + certificate
            + " -Djavax.net.ssl.trustStorePassword="
            + PASSWORD);
  }

  @Override
  public void close() {
    process.stop();
  }

  /// Runs until it is killed; takes the port behind it.
  static void main(String[] arguments) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    int behind = Integer.parseInt(arguments[0]);
    try (var listener = SSLServerSocketFactory.getDefault().createServerSocket(0, 100, here)) {
      System.out.println("ready " + listener.getLocalPort());
      while (true) {
        Socket outside = listener.accept();
        Socket inside = new Socket(here, behind);
        outside.setTcpNoDelay(true);
        inside.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(() -> copy(outside, inside));
        Thread.ofPlatform().daemon().start(() -> copy(inside, outside));
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
        output.write(chunk, 0, count);
      }
    } catch (IOException _) {
      // One of the two is gone, and with it the other.
    }
  }
}
