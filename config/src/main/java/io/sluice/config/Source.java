package io.sluice.config;

import java.nio.file.Path;

/// Where a value was set. The later kind wins.
public sealed interface Source {
  /// How `setting` is called there, for a sentence.
  String nameOf(Setting<?> setting);

  /// The file given by `--config`.
  record ConfigurationFile(Path path) implements Source {
    @Override
    public String nameOf(Setting<?> setting) {
      return setting.name() + " in " + path;
    }
  }

  /// The environment.
  record Environment() implements Source {
    @Override
    public String nameOf(Setting<?> setting) {
      return setting.variable() + " in the environment";
    }
  }

  /// The command line.
  record CommandLine() implements Source {
    @Override
    public String nameOf(Setting<?> setting) {
      return setting.flag() + " on the command line";
    }
  }
}
