package io.sluice.server.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers RPC in datagrams at one address: what asks for ports and mounts. Where that is a
/// concrete one, replies come from where the call went; else from the address that leads to the
/// caller.
final class UdpPort {
  private static final Logger log = LoggerFactory.getLogger(UdpPort.class);

  /// RPC over UDP stays below this; a longer datagram is cut off and then refused.
  private static final int LARGEST = 8 << 10;

  /// Datagrams that are answered at the same time. More are lost, and sent again: some wait for S3,
  /// and others would wait for them.
  private static final int CALLS = 32;

  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final RpcParts parts;
  private final CallerRules rules;
  private final Semaphore calls = new Semaphore(CALLS);

  private UdpPort(DatagramChannel channel, RpcParts parts, CallerRules rules) throws IOException {
    this.channel = channel;
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.parts = parts;
    this.rules = rules;
  }

  /// @throws IOException if the address cannot be had
  static UdpPort bind(InetSocketAddress address, RpcParts parts, CallerRules rules)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      return new UdpPort(channel.bind(address), parts, rules);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  void start() {
    Thread.ofPlatform().name("udp-" + local.getPort()).daemon().start(this::receiveAll);
  }

  private void receiveAll() {
    ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
    while (channel.isOpen()) {
      try {
        SocketAddress sender = channel.receive(datagram.clear());
        if (sender instanceof InetSocketAddress remote
            && rules.clients().test(remote.getAddress())) {
          take(datagram.flip(), remote);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | OutOfMemoryError e) {
        log.debug("no datagram: {}", e.toString());
      }
    }
  }

  private void take(ByteBuffer datagram, InetSocketAddress remote) {
    // datagrams are small and rare: they ask for ports, not for data
    if (!calls.tryAcquire()) {
      log.debug("{}: a datagram is dropped, as {} are being answered", remote, CALLS);
      return;
    }
    ByteBuffer own = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
    boolean isStarted = false;
    try {
      Thread.ofVirtual().name("datagram").start(() -> answerLater(own, remote));
      isStarted = true;
    } finally {
      if (!isStarted) {
        calls.release();
      }
    }
  }

  private void answerLater(ByteBuffer datagram, InetSocketAddress remote) {
    try {
      answer(datagram, remote);
    } catch (XdrException | IOException e) {
      log.debug("a datagram of {} was not answered: {}", remote, e.toString());
    } catch (RuntimeException e) {
      log.error("a reply could not be encoded: this is a fault of the program", e);
    } finally {
      calls.release();
    }
  }

  /// The address that the caller talks to. All addresses of this machine have one socket, which
  /// does not tell the one that a datagram came to: then it is the one that leads back, which is
  /// also of the caller's family.
  private InetSocketAddress localFor(InetSocketAddress remote) throws IOException {
    if (!local.getAddress().isAnyLocalAddress()) {
      return local;
    }
    try (DatagramChannel way = DatagramChannel.open()) {
      way.connect(remote); // asks for the way, and sends nothing
      InetSocketAddress here = (InetSocketAddress) way.getLocalAddress();
      return new InetSocketAddress(here.getAddress(), local.getPort());
    }
  }

  private void answer(ByteBuffer datagram, InetSocketAddress remote) throws IOException {
    InetSocketAddress here = localFor(remote);
    Dispatcher.Call call =
        parts
            .dispatcher()
            .accept(
                CallRecord.inPlace(datagram),
                credential -> new Caller(credential, remote, here, Caller.Transport.UDP, 0));
    ReplyMessage reply =
        switch (call) {
          case Dispatcher.Call.Refused(var refusal) -> refusal;
          case Dispatcher.Call.Accepted accepted ->
              accepted.program().servesUdp()
                  ? parts.dispatcher().call(accepted, Patience.MAY_WAIT)
                  : new ReplyMessage.Failed(accepted.xid(), AcceptStatus.PROG_UNAVAIL);
        };
    ByteBuffer bytes = ByteBuffer.allocate(Math.max(reply.size(), ReplyMessage.HEAD));
    reply.encode(new XdrWriter(bytes));
    channel.send(bytes.flip(), remote);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("a datagram port did not close: {}", e.toString());
    }
  }
}
