package io.sluice.server;

import io.sluice.config.Settings;
import io.sluice.config.SettingsLoader;
import io.sluice.server.assembly.Server;
import io.sluice.server.mounting.ReadyLines;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Logging;
import io.sluice.server.process.OperatingSystem;
import io.sluice.server.process.Terminal;
import io.sluice.server.state.BucketPath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sluice serve`: one export for each bucket, until a signal comes.
@Command(
    name = "serve",
    description = "Serves buckets by NFS in the foreground, each as the export /BUCKET[/PREFIX].",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "s3://BUCKET[/PREFIX]", description = "what to serve")
  List<String> buckets = List.of();

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<BucketPath> addresses = buckets.stream().map(BucketPath::parse).distinct().toList();
    SettingsLoader loader = new SettingsLoader(terminal.machine(), terminal.environment());
    Map<String, String> flags = SettingsFlags.given(spec);
    Settings settings = loader.load(flags);
    Logging.configure(settings.log());
    try (Server server =
        Server.start(settings, loader.given(flags), terminal.machine(), addresses)) {
      terminal.stop().arm();
      ReadyLines.of(server.running(), settings, OperatingSystem.here()).forEach(terminal::print);
      terminal.stop().await();
    }
    return CommandFailure.FINE;
  }
}
