package io.sluice.it.fake.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/// One keep-alive connection: requests are read and answered in turn until either side has had
/// enough.
final class Connection implements Runnable {
  /// A refused upload up to this size is read to its end, so that the client sees the answer and
  /// can use the connection again; a larger one costs the connection.
  private static final long DRAIN_LIMIT = 64L << 20;

  private final SocketChannel channel;
  private final HttpHandler handler;

  Connection(SocketChannel channel, HttpHandler handler) {
    this.channel = channel;
    this.handler = handler;
  }

  @Override
  public void run() {
    try (channel) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      RequestReader reader = new RequestReader(channel);
      ResponseWriter writer = new ResponseWriter(channel);
      HttpRequest request = reader.next();
      while (request != null && goesOnAfter(request, writer)) {
        request = reader.next();
      }
    } catch (IOException | IllegalArgumentException e) {
      // The client went away or spoke something else than HTTP: nobody is left to tell.
      return;
    }
  }

  private boolean goesOnAfter(HttpRequest request, ResponseWriter writer) throws IOException {
    boolean goesOn =
        switch (handler.answer(request, writer)) {
          case KEEP -> drained(request);
          case CLOSE -> false;
          case RESET -> {
            // Linger 0 makes close() send RST instead of FIN.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            yield false;
          }
        };
    return goesOn && !request.headers().get("connection", "").equalsIgnoreCase("close");
  }

  private static boolean drained(HttpRequest request) throws IOException {
    byte[] sink = new byte[16 * 1024];
    long total = 0;
    for (int count = request.body().read(sink); count >= 0; count = request.body().read(sink)) {
      total += count;
      if (total > DRAIN_LIMIT) {
        return false;
      }
    }
    return true;
  }
}
