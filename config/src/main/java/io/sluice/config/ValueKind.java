package io.sluice.config;

import java.util.function.Function;

/// What the value of a setting may be, and how it is written.
///
/// @param placeholder the word for it in `--flag WORD`; empty for a flag that needs no value
/// @param allowed what is allowed, bounds included, to follow the words "it takes"
/// @param parser reads a text, and throws `IllegalArgumentException` for one that is not allowed
public record ValueKind<T>(String placeholder, String allowed, Function<String, T> parser) {
  /// Whether the flag alone means `true`.
  public boolean isSwitch() {
    return placeholder.isEmpty();
  }
}
