package io.sluice.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that were set, and defaults for the rest.
public final class Values {
  private final Machine machine;
  private final Map<Setting<?>, Object> given = new HashMap<>();

  Values(Machine machine) {
    this.machine = machine;
  }

  /// What defaults depend on.
  public Machine machine() {
    return machine;
  }

  /// The value of a setting that always has one.
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new IllegalStateException(setting.flag() + " has no default");
    }
    return value;
  }

  /// The value of a setting, or null if it was not set and has no default.
  @SuppressWarnings("unchecked") // put() stores under a Setting<T> only what its own kind parsed
  public <T> @Nullable T find(Setting<T> setting) {
    Object value = given.get(setting);
    return value == null ? setting.preset().rule().value(this) : (T) value;
  }

  /// Sets a value, in place of an earlier one.
  <T> void put(Setting<T> setting, String text, Source source) {
    try {
      given.put(setting, setting.kind().parser().apply(text));
    } catch (IllegalArgumentException unreadable) {
      throw new SettingsException(
          "%s is \"%s\", but it takes %s."
              .formatted(source.nameOf(setting), shown(text), setting.kind().allowed()));
    }
  }

  /// A URL with an `@` may hold a password.
  private static String shown(String text) {
    return text.contains("://") && text.contains("@") ? "***" : text.replaceAll("\\p{Cntrl}", "?");
  }
}
