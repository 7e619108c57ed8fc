package io.sluice.vfs.s3.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/// A server that does with each connection what a test says.
public final class TestServer implements AutoCloseable {
  /// What happens to the connection of that number, from 1.
  public interface Conversation {
    /// Belongs to a thread of its own; the connection ends with it.
    void hold(int number, Socket socket, InputStream input) throws IOException;
  }

  /// A success with the tag `"one"`.
  public static final String OK = "HTTP/1.1 200 OK\r\netag: \"one\"\r\ncontent-length: 0\r\n\r\n";

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final ServerSocket server;
  private final Conversation conversation;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// A plain one.
  public TestServer(Conversation conversation) throws IOException {
    this(ServerSocketFactory.getDefault(), conversation);
  }

  TestServer(ServerSocketFactory sockets, Conversation conversation) throws IOException {
    this.server = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.conversation = conversation;
    Thread.ofVirtual().start(this::acceptAll);
  }

  /// Where it listens, on the loopback address.
  public int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> converse(number, socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void converse(int number, Socket socket) {
    try (socket) {
      conversation.hold(number, socket, new BufferedInputStream(socket.getInputStream()));
    } catch (IOException _) {
      // The client went away, as some tests want it.
    }
  }

  /// Reads the head of a request, empty at the end of the connection.
  public static String head(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = input.read(); next >= 0; next = input.read()) {
      head.write(next);
      if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /// Reads the body that follows a head.
  public static byte[] body(String head, InputStream input) throws IOException {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? input.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
  }

  /// Sends some text.
  public static void answer(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
