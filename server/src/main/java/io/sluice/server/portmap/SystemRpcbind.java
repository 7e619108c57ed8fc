package io.sluice.server.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dcache.oncrpc4j.portmap.GenericPortmapClient;
import org.dcache.oncrpc4j.portmap.OncPortmapClient;
import org.dcache.oncrpc4j.rpc.OncRpcClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our programs at the rpcbind of this system: registered in the background when this is made, and
/// taken back when it is closed. Nothing here can fail the server: without it clients name the
/// port.
///
/// The lock manager and the status monitor stay out: where a rpcbind runs, those numbers belong to
/// the kernel's own lockd and to rpc.statd.
public final class SystemRpcbind implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemRpcbind.class);
  private static final Set<Integer> OF_THE_SYSTEM = Set.of(PortmapProgram.NUMBER, 100021, 100024);

  /// rpcbind is on this machine: it answers at once or not at all.
  private static final long CONNECT_SECONDS = 2;

  /// How long stopping the server may be held up by a rpcbind that hangs.
  private static final long UNREGISTER_MILLIS = 3_000;

  private final InetSocketAddress rpcbind;
  private final Thread registering;

  /// Written by the registering thread, read by the unregistering one, which starts after it ended.
  private final List<Registration> registered = new ArrayList<>();

  private SystemRpcbind(InetSocketAddress rpcbind, List<Registration> ours) {
    this.rpcbind = rpcbind;
    List<Registration> wanted =
        ours.stream().filter(each -> !OF_THE_SYSTEM.contains(each.program())).toList();
    registering = daemon("rpcbind-register", () -> registerAll(wanted));
  }

  /// Registers what rpcbind should know of these; returns at once.
  public static SystemRpcbind register(List<Registration> ours) {
    return registerAt(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), PortmapProgram.PORT), ours);
  }

  static SystemRpcbind registerAt(InetSocketAddress rpcbind, List<Registration> ours) {
    return new SystemRpcbind(rpcbind, ours);
  }

  /// Waits until the registration is over, well or badly.
  void await() throws InterruptedException {
    registering.join();
  }

  /// Whether rpcbind took anything; asked after [#await].
  boolean isRegistered() {
    return !registered.isEmpty();
  }

  private void registerAll(List<Registration> wanted) {
    withRpcbind(client -> {
      for (Registration each : wanted) {
        if (client.setPort(
            each.program(),
            each.version(),
            each.netid().text(),
            UniversalAddress.format(each.address()),
            each.owner())) {
          registered.add(each);
        } else {
          LOG.warn(
              "rpcbind does not take program {} version {} for {}: another server has"
                  + " registered it; clients must name our port",
              each.program(),
              each.version(),
              each.netid().text());
        }
      }
      LOG.info("{} of {} registered with the system's rpcbind", registered.size(), wanted.size());
    });
  }

  /// Takes back what was registered.
  @Override
  public void close() {
    registering.interrupt();
    Thread unregistering = daemon("rpcbind-unregister", this::unregister);
    try {
      unregistering.join(UNREGISTER_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void unregister() {
    try {
      registering.join();
    } catch (InterruptedException stopped) {
      return;
    }
    if (registered.isEmpty()) {
      return;
    }
    withRpcbind(client -> {
      for (Registration each : registered) {
        client.unsetPort(each.program(), each.version(), each.owner());
      }
    });
  }

  private interface Conversation {
    void with(OncPortmapClient client) throws IOException, TimeoutException;
  }

  private void withRpcbind(Conversation conversation) {
    try (OncRpcClient rpc = OncRpcClient.newBuilder().withTCP().build(rpcbind)) {
      conversation.with(new GenericPortmapClient(rpc.connect(CONNECT_SECONDS, TimeUnit.SECONDS)));
    } catch (IOException | TimeoutException | RuntimeException failure) {
      LOG.warn(
          "the system's rpcbind at {} does not answer as it should ({}): clients must name our"
              + " port",
          rpcbind,
          failure.toString());
    }
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }
}
