package io.sluice.config;

import java.time.Duration;

/// How files become objects.
///
/// @param idlePublish silence after which a file is published that no client commits or closes
/// @param uploadTtl how long an upload that nobody goes on with is kept
public record WriteSettings(
    boolean allowOverwrite,
    Duration idlePublish,
    Duration uploadTtl,
    CloseMode close,
    ConflictMode onConflict) {
  static WriteSettings of(Values values) {
    return new WriteSettings(
        values.get(Definitions.ALLOW_OVERWRITE),
        values.get(Definitions.IDLE_PUBLISH),
        values.get(Definitions.UPLOAD_TTL),
        values.get(Definitions.CLOSE),
        values.get(Definitions.ON_CONFLICT));
  }
}
