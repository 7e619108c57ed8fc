package io.sluice.server;

import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Terminal;
import io.sluice.server.store.EmbeddedStore;
import io.sluice.server.store.StoreCredentials;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sluice store`: the embedded S3 store alone, on the folders of a directory.
@Command(
    name = "store",
    description = "Serves the folders of a directory as buckets of an S3 server on loopback.",
    mixinStandardHelpOptions = true)
final class StoreCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "its folders are the buckets")
  Path directory = Path.of("");

  @Option(
      names = "--port",
      required = true,
      paramLabel = "N",
      description = "0 takes a free one and prints it")
  int port;

  @Option(
      names = "--access-key",
      paramLabel = "KEY",
      description = "(default: a random one, printed)")
  @Nullable String accessKey;

  @Option(
      names = "--secret-key",
      paramLabel = "SECRET",
      description = "(default: a random one, printed)")
  @Nullable String secretKey;

  StoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StoreCredentials credentials = credentials();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), checkedPort());
    try (EmbeddedStore store = EmbeddedStore.start(directory, address, credentials)) {
      terminal.stop().arm();
      terminal.print("ready " + store.endpoint());
      if (accessKey == null) {
        terminal.print("# AWS_ACCESS_KEY_ID=" + credentials.accessKey());
        terminal.print("# AWS_SECRET_ACCESS_KEY=" + credentials.secretKey());
      }
      terminal.stop().await();
    }
    return CommandFailure.FINE;
  }

  private int checkedPort() {
    if (port < 0 || port > 65535) {
      throw CommandFailure.cannotStart(
          "--port on the command line is \"%d\", but it takes a number from 0 to 65535."
              .formatted(port));
    }
    return port;
  }

  private StoreCredentials credentials() {
    if (accessKey == null && secretKey == null) {
      return StoreCredentials.random();
    }
    if (accessKey == null || secretKey == null || accessKey.isBlank() || secretKey.isBlank()) {
      throw CommandFailure.cannotStart(
          "--access-key and --secret-key belong together: give both, or neither for random ones.");
    }
    return new StoreCredentials(accessKey, secretKey);
  }
}
