package io.sluice.config;

/// What is logged and how.
public record LogSettings(LogLevel logLevel, LogFormat logFormat) {
  static LogSettings of(Values values) {
    return new LogSettings(values.get(Definitions.LOG_LEVEL), values.get(Definitions.LOG_FORMAT));
  }
}
