package io.sluice.it.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A process that takes the body of every PUT, drops it and answers with a tag, so that what is
/// measured is the client: `UploadSink [KEYSTORE PASSWORD]`, with a key store by TLS. One line on
/// standard output says that it is ready.
final class UploadSink {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
  private static final int BACKLOG = 64;
  private static final int CHUNK = 256 << 10;

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\netag: \"0123456789abcdef0123456789abcdef\"\r\ncontent-length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private UploadSink() {}

  /// Runs until it is killed.
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    ServerSocketFactory sockets =
        arguments.length == 0
            ? ServerSocketFactory.getDefault()
            : secured(Path.of(arguments[0]), arguments[1].toCharArray());
    try (ServerSocket server =
        sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      System.out.println(
          "ready "
              + (arguments.length == 0 ? "http" : "https")
              + "://localhost:"
              + server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    }
  }

  private static ServerSocketFactory secured(Path store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store)) {
      keys.load(input, password);
    }
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static void serve(Socket socket) {
    byte[] chunk = new byte[CHUNK];
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream input = new BufferedInputStream(socket.getInputStream(), 4096);
      for (String head = head(input); !head.isEmpty(); head = head(input)) {
        if (head.toLowerCase(Locale.ROOT).contains("100-continue")) {
          socket.getOutputStream().write(CONTINUE);
        }
        Matcher length = LENGTH.matcher(head);
        for (long left = length.find() ? Long.parseLong(length.group(1)) : 0; left > 0; ) {
          left -= Math.max(0, input.read(chunk, 0, (int) Math.min(left, chunk.length)));
        }
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException _) {
      // The client has had enough.
    }
  }

  private static String head(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lineEnds = 0;
    for (int next = input.read(); next >= 0; next = input.read()) {
      head.write(next);
      lineEnds = next == '\n' ? lineEnds + 1 : next == '\r' ? lineEnds : 0;
      if (lineEnds == 2) {
        break;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
