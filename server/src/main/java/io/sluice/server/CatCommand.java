package io.sluice.server;

import io.sluice.server.client.NfsClient;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sluice cat`: the bytes of a file of an NFS server.
@Command(
    name = "cat",
    description = "Writes a file of an NFS server to standard output, without mounting it.",
    mixinStandardHelpOptions = true)
final class CatCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = RemotePath.FORM, description = "what to read")
  String url = "";

  CatCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    NfsUrl remote = RemotePath.parse(url);
    try (NfsClient client = NfsClient.open(remote)) {
      client.readTo(remote.path(), terminal.bytes());
      terminal.bytes().flush();
    } catch (IOException closed) {
      throw CommandFailure.failed(
          "Standard output does not take the file: %s.".formatted(closed.getMessage()));
    }
    return CommandFailure.FINE;
  }
}
