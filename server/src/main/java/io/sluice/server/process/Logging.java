package io.sluice.server.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import io.sluice.config.LogFormat;
import io.sluice.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets Logback to what the settings want; its own file sets up the rest (standard error, libraries
/// from WARN up).
public final class Logging {
  private Logging() {}

  /// Sets what is logged, and how.
  public static void configure(LogSettings settings) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.getLogger("io.sluice").setLevel(Level.valueOf(settings.logLevel().name()));
    Appender<ILoggingEvent> appender =
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    if (settings.logFormat() == LogFormat.JSON
        && appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
      writeJson(context, stream);
    }
  }

  private static void writeJson(LoggerContext context, OutputStreamAppender<ILoggingEvent> stream) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.start();
    stream.setEncoder(encoder);
  }
}
