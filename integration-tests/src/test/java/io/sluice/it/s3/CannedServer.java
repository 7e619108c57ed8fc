package io.sluice.it.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Gives the same answer to everybody and closes: a server that is wrong in a way that no S3 is.
final class CannedServer implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] answer;

  /// @param answer whole, with its head
  CannedServer(String answer) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.US_ASCII);
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answerAll);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void answerAll() {
    byte[] request = new byte[16 * 1024];
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        if (socket.getInputStream().read(request) > 0) {
          socket.getOutputStream().write(answer);
          socket.shutdownOutput();
        }
      } catch (IOException _) {
        // The client went away, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
