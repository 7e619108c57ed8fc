package io.sluice.config;

import org.jspecify.annotations.Nullable;

/// What a setting is when nobody set it.
///
/// @param described in words or in the setting's own spelling, for the help and the documentation
public record Preset<T>(String described, Rule<T> rule) {
  /// How the value comes from the machine and from the other settings.
  @FunctionalInterface
  public interface Rule<T> {
    /// The value; null if there is none.
    @Nullable T value(Values values);
  }

  /// Always this value.
  static <T> Preset<T> of(String described, T value) {
    return new Preset<>(described, _ -> value);
  }

  /// No value of our own.
  static <T> Preset<T> none(String described) {
    return new Preset<>(described, _ -> null);
  }
}
