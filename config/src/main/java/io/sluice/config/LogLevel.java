package io.sluice.config;

/// What is worth a log line.
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE
}
