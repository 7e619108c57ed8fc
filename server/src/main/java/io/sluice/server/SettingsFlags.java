package io.sluice.server;

import io.sluice.config.Definitions;
import io.sluice.config.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The flags of a command that come from the definitions of the settings.
final class SettingsFlags {
  private SettingsFlags() {}

  /// Adds a flag for each of these settings.
  static void addTo(CommandSpec command, Iterable<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      command.addOption(option(setting));
    }
  }

  /// The texts of the flags that were given, by the name of the setting.
  static Map<String, String> given(CommandSpec command) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Setting<?> setting : Definitions.ALL) {
      OptionSpec option = command.findOption(setting.flag());
      Object value = option == null ? null : option.getValue();
      if (value != null) {
        texts.put(setting.name(), value.toString());
      }
    }
    return texts;
  }

  private static OptionSpec option(Setting<?> setting) {
    String help = setting.help() + " (default: " + setting.preset().described() + ")";
    OptionSpec.Builder option =
        OptionSpec.builder(setting.flag()).description(help.replace("%", "%%"));
    if (setting.kind().isSwitch()) {
      return option
          .type(Boolean.class)
          .arity("0..1")
          .fallbackValue("true")
          .hideParamSyntax(true)
          .build();
    }
    return option.type(String.class).arity("1").paramLabel(setting.kind().placeholder()).build();
  }
}
