package io.sluice.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the settings together: defaults, then the file, then the environment, then the flags; the
/// later wins.
public final class SettingsLoader {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsLoader.class);
  private static final Map<String, Setting<?>> BY_NAME =
      Definitions.ALL.stream().collect(Collectors.toMap(Setting::name, Function.identity()));

  /// Variables of the launcher and of the systemd unit.
  private static final Set<String> OTHERS_VARIABLES = Set.of("SLUICE_BUCKETS", "SLUICE_JAVA_OPTS");

  private final Machine machine;
  private final Map<String, String> environment;

  /// Settings for this machine and this environment.
  public SettingsLoader(Machine machine, Map<String, String> environment) {
    this.machine = machine;
    this.environment = Map.copyOf(environment);
  }

  /// Loads them.
  ///
  /// @param flags texts by [Setting#name]
  /// @throws SettingsException if a value is not allowed, or a key of the file is unknown
  public Settings load(Map<String, String> flags) {
    return load(Map.of(), flags);
  }

  /// Loads them for a command that has defaults of its own.
  ///
  /// @param presets texts by [Setting#name] that win over the defaults only
  /// @param flags texts by [Setting#name]
  /// @throws SettingsException if a value is not allowed, or a key of the file is unknown
  public Settings load(Map<String, String> presets, Map<String, String> flags) {
    warnOfUnknown();
    Map<String, String> variables = variables();
    Values values = new Values(machine);
    putAll(values, presets, new Source.CommandLine());
    Path file = file(variables, flags);
    if (file != null) {
      putAll(values, new SettingsFile(file).read(), new Source.ConfigurationFile(file));
    }
    putAll(values, variables, new Source.Environment());
    putAll(values, flags, new Source.CommandLine());
    return Settings.of(values);
  }

  /// What was set, and not left to defaults, whether in the file, the environment or by a flag: the
  /// texts by [Setting#name], for another process that is to be set likewise. Paths are absolute.
  ///
  /// @param flags texts by [Setting#name]
  public Map<String, String> given(Map<String, String> flags) {
    Map<String, String> variables = variables();
    Map<String, String> texts = new TreeMap<>();
    Path file = file(variables, flags);
    if (file != null) {
      texts.putAll(new SettingsFile(file).read());
    }
    texts.putAll(variables);
    texts.putAll(flags);
    texts.remove(Definitions.CONFIG.name());
    Values values = new Values(machine);
    putAll(values, texts, new Source.CommandLine());
    for (Setting<?> setting : Definitions.ALL) {
      if (values.find(setting) instanceof Path path) {
        texts.replace(setting.name(), path.toString());
      }
    }
    return texts;
  }

  /// Which settings `wanted` gives another value than they have where only `there` is set.
  ///
  /// @param there texts by [Setting#name], as [#given] returns them
  /// @param wanted likewise
  public List<Setting<?>> differing(Map<String, String> there, Map<String, String> wanted) {
    Values theirs = new Values(machine);
    putAll(theirs, there, new Source.CommandLine());
    Values ours = new Values(machine);
    putAll(ours, wanted, new Source.CommandLine());
    return Definitions.ALL.stream()
        .filter(setting -> wanted.containsKey(setting.name()))
        .filter(setting -> !Objects.equals(theirs.find(setting), ours.find(setting)))
        .toList();
  }

  /// The file cannot name a file, so only environment and flags are asked.
  private @Nullable Path file(Map<String, String> variables, Map<String, String> flags) {
    Values values = new Values(machine);
    putOnly(Definitions.CONFIG, values, variables, new Source.Environment());
    putOnly(Definitions.CONFIG, values, flags, new Source.CommandLine());
    return values.find(Definitions.CONFIG);
  }

  private Map<String, String> variables() {
    Map<String, String> texts = new TreeMap<>();
    for (Setting<?> setting : Definitions.ALL) {
      String text = environment.get(setting.variable());
      if (text != null) {
        texts.put(setting.name(), text);
      }
    }
    return texts;
  }

  private void warnOfUnknown() {
    environment.keySet().stream()
        .filter(name -> name.startsWith(Setting.VARIABLE_PREFIX))
        .filter(name -> !OTHERS_VARIABLES.contains(name))
        .filter(name -> BY_NAME.values().stream().noneMatch(s -> s.variable().equals(name)))
        .forEach(name -> LOG.warn("{} in the environment is no setting and is left alone", name));
  }

  private static void putOnly(
      Setting<?> setting, Values values, Map<String, String> texts, Source source) {
    String text = texts.get(setting.name());
    if (text != null) {
      values.put(setting, text, source);
    }
  }

  private static void putAll(Values values, Map<String, String> texts, Source source) {
    texts.forEach((name, text) -> {
      Setting<?> setting = BY_NAME.get(name);
      if (setting == null || isFileInFile(setting, source)) {
        throw new SettingsException(
            source instanceof Source.ConfigurationFile(Path path)
                ? "%s in %s is no setting; docs/CONFIGURATION.md lists them.".formatted(name, path)
                : "--%s is no setting.".formatted(name));
      }
      values.put(setting, text, source);
    });
  }

  private static boolean isFileInFile(Setting<?> setting, Source source) {
    return setting.equals(Definitions.CONFIG) && source instanceof Source.ConfigurationFile;
  }
}
