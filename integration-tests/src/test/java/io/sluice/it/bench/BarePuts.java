package io.sluice.it.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What any server must do at least that puts into S3 what one connection brings, as a process of
/// its own: one thread takes bodies off the connection, others send them on by plain sockets, and
/// each is confirmed by its number. No NFS, no checksum of its own, no signature, no TLS, nothing
/// remembered on disk. `BarePuts ENDPOINT SENDERS LARGEST_BODY`
///
/// A piece of work begins with `UTF key, boolean parts`; bodies are `int number, int crc32c, int
/// length, bytes`, and the end is a body of length 0, which is confirmed by 0 when all is in S3.
final class BarePuts {
  private static final int LISTEN_BACKLOG = 1;
  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)");

  /// A body that came, in a buffer that goes back to the pool.
  private record Came(String target, int number, int crc32c, ByteBuffer bytes) {}

  private final int buffers;
  private final BlockingQueue<ByteBuffer> pool;
  private final BlockingQueue<Came> queue;
  private final BareConnection control;
  private final SocketChannel load;
  private final DataOutputStream confirmations;
  private final DataInputStream beginnings;
  private final ByteBuffer head = ByteBuffer.allocateDirect(3 * Integer.BYTES);
  private final String[] tags = new String[10_001];

  private BarePuts(URI endpoint, int senders, int largest, SocketChannel load) throws IOException {
    this.load = load;
    this.beginnings = new DataInputStream(Channels.newInputStream(load));
    this.confirmations = new DataOutputStream(Channels.newOutputStream(load));
    this.control = new BareConnection(endpoint);
    this.buffers = 2 * senders;
    this.pool = new ArrayBlockingQueue<>(buffers);
    this.queue = new ArrayBlockingQueue<>(buffers);
    for (int i = 0; i < buffers; i++) {
      pool.add(ByteBuffer.allocateDirect(largest));
    }
    for (int i = 0; i < senders; i++) {
      BareConnection connection = new BareConnection(endpoint);
      Thread.ofPlatform().daemon().name("sender").start(() -> send(connection));
    }
  }

  /// Runs until the connection ends.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LISTEN_BACKLOG);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      System.out.println("ready " + port);
      SocketChannel load = server.accept();
      load.setOption(StandardSocketOptions.TCP_NODELAY, true);
      int senders = Integer.parseInt(arguments[1]);
      int largest = Integer.parseInt(arguments[2]);
      BarePuts puts = new BarePuts(URI.create(arguments[0]), senders, largest, load);
      while (true) {
        puts.work();
      }
    }
  }

  private void work() throws IOException, InterruptedException {
    String key = beginnings.readUTF();
    boolean inParts = beginnings.readBoolean();
    String object = "/bucket/" + key;
    String upload = inParts ? create(object) : "";
    int last = 0;
    while (true) {
      fill(head.clear());
      int number = head.getInt();
      int crc32c = head.getInt();
      int length = head.getInt();
      if (length == 0) {
        break;
      }
      String target =
          inParts ? object + "?partNumber=" + number + "&uploadId=" + upload : object + number;
      queue.put(new Came(target, number, crc32c, take(length)));
      last = number;
    }
    awaitAll();
    if (inParts) {
      complete(object, upload, last);
    }
    confirm(0);
  }

  private ByteBuffer take(int length) throws IOException, InterruptedException {
    return fill(pool.take().clear().limit(length));
  }

  private ByteBuffer fill(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (load.read(bytes) < 0) {
        throw new IOException("the load ended in the middle");
      }
    }
    return bytes.flip();
  }

  private void awaitAll() throws InterruptedException {
    List<ByteBuffer> all = new ArrayList<>();
    while (all.size() < buffers) {
      all.add(pool.take());
    }
    pool.addAll(all);
  }

  private String create(String object) throws IOException {
    String headers = "x-amz-checksum-algorithm: CRC32C\r\nx-amz-checksum-type: FULL_OBJECT\r\n";
    Matcher id = UPLOAD_ID.matcher(control.post(object + "?uploads=", headers, ""));
    if (!id.find()) {
      throw new IOException("no upload was made");
    }
    return id.group(1);
  }

  private void complete(String object, String upload, int last) throws IOException {
    StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
    for (int number = 1; number <= last; number++) {
      parts.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>");
      parts.append(tags[number].replace("\"", "&quot;")).append("</ETag></Part>");
    }
    parts.append("</CompleteMultipartUpload>");
    control.post(object + "?uploadId=" + upload, "", parts.toString());
  }

  private void send(BareConnection connection) {
    try {
      while (true) {
        Came came = queue.take();
        String tag = connection.put(came.target(), came.bytes(), came.crc32c());
        tags[came.number()] = tag;
        confirm(came.number());
        pool.add(came.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void confirm(int number) throws IOException {
    synchronized (confirmations) {
      confirmations.writeInt(number);
    }
  }
}
