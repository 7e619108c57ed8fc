package io.sluice.server;

import io.sluice.server.client.LongFormat;
import io.sluice.server.client.NfsClient;
import io.sluice.server.client.NfsUrl;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Terminal;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sluice ls`: a directory of an NFS server, as `ls -l` shows one.
@Command(
    name = "ls",
    description = "Lists a directory of an NFS server, without mounting it.",
    mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = RemotePath.FORM, description = "what to list")
  String url = "";

  LsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    NfsUrl remote = RemotePath.parse(url);
    try (NfsClient client = NfsClient.open(remote)) {
      LongFormat.lines(client.list(remote.path()), ZoneId.systemDefault()).forEach(terminal::print);
    }
    return CommandFailure.FINE;
  }
}
