package io.sluice.server;

import io.sluice.config.SettingsException;
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
final class Program implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  @Spec CommandSpec spec = CommandSpec.create();

  private Program() {}

  /// Runs a command.
  ///
  /// @return the exit code
  static int run(Terminal terminal, String... arguments) {
    CommandLine line = new CommandLine(new Program());
    line.addSubcommand(new ServeCommand(terminal));
    line.addSubcommand(new MountCommand(terminal));
    line.addSubcommand(new UmountCommand(terminal));
    line.addSubcommand(new DemoCommand(terminal));
    line.addSubcommand(new StoreCommand(terminal));
    line.addSubcommand(new LsCommand(terminal));
    line.addSubcommand(new CatCommand(terminal));
    line.addSubcommand(new GetCommand(terminal));
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

  private static int misused(Terminal terminal, ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    terminal.say(
        "%s%s; `%s --help` lists what there is."
            .formatted(
                firstLine(mistake.getMessage()),
                suggestion(mistake),
                command.getCommandSpec().qualifiedName()));
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
      case CommandFailure known -> said(terminal, known.getMessage(), known.exitCode());
      case SettingsException known ->
          said(terminal, known.getMessage(), CommandFailure.CANNOT_START);
      case StoreException known -> said(terminal, known.getMessage(), CommandFailure.CANNOT_START);
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
    terminal.say(firstLine(sentence));
    return exitCode;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }
}
