package io.sluice.config;

import java.nio.file.Path;
import java.util.Map;
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
    warnOfUnknown();
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
