package io.sluice.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Everything that the operator may set, by who uses it.
///
/// @param config the file that some of it came from
public record Settings(
    S3Settings s3,
    ServerSettings server,
    NamespaceSettings namespace,
    WriteSettings write,
    CacheSettings cache,
    LogSettings log,
    @Nullable Path config) {
  static Settings of(Values values) {
    return new Settings(
        S3Settings.of(values),
        ServerSettings.of(values),
        NamespaceSettings.of(values),
        WriteSettings.of(values),
        CacheSettings.of(values),
        LogSettings.of(values),
        values.find(Definitions.CONFIG));
  }
}
