package io.sluice.server;

import io.sluice.config.Definitions;
import io.sluice.config.Setting;
import io.sluice.config.SettingsException;
import io.sluice.server.client.NfsClientException;
import io.sluice.server.process.CommandFailure;
import io.sluice.server.process.Terminal;
import io.sluice.server.store.StoreException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line as a whole: its commands, and what every failure of theirs looks like.
@Command(
    name = "sluice",
    description = "Mounts S3 buckets with the NFS client that every system already has.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Program implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  /// What it takes to find the server that `mount` started, and to wait for it.
  private static final List<Setting<?>> OF_UMOUNT =
      List.of(Definitions.STATE_DIR, Definitions.DRAIN_TIMEOUT, Definitions.CONFIG);

  @Spec CommandSpec spec = CommandSpec.create();

  private Program() {}

  /// Runs a command.
  ///
  /// @return the exit code
  public static int run(Terminal terminal, String... arguments) {
    CommandLine line = new CommandLine(new Program());
    line.addSubcommand(withSettings(new ServeCommand(terminal), Definitions.ALL));
    line.addSubcommand(withSettings(new MountCommand(terminal), Definitions.ALL));
    line.addSubcommand(withSettings(new UmountCommand(terminal), OF_UMOUNT));
    line.addSubcommand(withSettings(new DemoCommand(terminal), Definitions.ALL));
    line.addSubcommand(new StoreCommand(terminal));
    line.addSubcommand(new TrainCommand(terminal));
    line.addSubcommand(new LsCommand(terminal));
    line.addSubcommand(new CatCommand(terminal));
    line.addSubcommand(new GetCommand());
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setParameterExceptionHandler((mistake, _) -> misused(terminal, mistake));
    line.setExecutionExceptionHandler((failure, _, _) -> failed(terminal, failure));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command");
  }

  private static CommandLine withSettings(Object command, List<Setting<?>> settings) {
    CommandLine line = new CommandLine(command);
    SettingsFlags.addTo(line.getCommandSpec(), settings);
    return line;
  }

  private static int misused(Terminal terminal, ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    terminal.say(
        "%s%s; `%s --help` lists what there is."
            .formatted(
                sentence(mistake), suggestion(mistake), command.getCommandSpec().qualifiedName()));
    return CommandFailure.CANNOT_START;
  }

  private static String suggestion(ParameterException mistake) {
    List<String> suggestions =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return suggestions.isEmpty() ? "" : ", did you mean " + String.join(" or ", suggestions);
  }

  private static int failed(Terminal terminal, Exception failure) {
    LOG.debug("the command failed", failure);
    return switch (failure) {
      case CommandFailure known -> said(terminal, sentence(known), known.exitCode());
      case SettingsException known -> said(terminal, sentence(known), CommandFailure.CANNOT_START);
      case NfsClientException known -> said(terminal, sentence(known), CommandFailure.FAILED);
      case StoreException known -> said(terminal, sentence(known), CommandFailure.CANNOT_START);
      default -> {
        LOG.error("this is a fault of Sluice", failure);
        yield said(
            terminal,
            "%s: %s; this is a fault of Sluice, please report it with the lines above."
                .formatted(failure.getClass().getSimpleName(), failure.getMessage()),
            CommandFailure.FAILED);
      }
    };
  }

  private static int said(Terminal terminal, String sentence, int exitCode) {
    terminal.say(sentence);
    return exitCode;
  }

  private static String sentence(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
