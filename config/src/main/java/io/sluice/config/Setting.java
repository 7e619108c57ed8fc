package io.sluice.config;

import java.util.Locale;

/// The definition of one setting: the only place from which flag, environment variable, key of the
/// file, help, bounds, default and documentation come.
///
/// @param name as in `--name` and in the file
/// @param help one line, without the bounds and the default
public record Setting<T>(String name, ValueKind<T> kind, Preset<T> preset, String help) {
  /// `--name`.
  public String flag() {
    return "--" + name;
  }

  /// `SLUICE_NAME`.
  public String variable() {
    return VARIABLE_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// The component of the settings' records that holds the value: the name in camel case.
  public String component() {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("-", -1)) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }

  /// What the environment variables of all settings begin with.
  static final String VARIABLE_PREFIX = "SLUICE_";
}
