package io.sluice.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How S3 is reached. What is null is found by the SDK.
///
/// @param ioTimeout the most that a call may wait, retries included
public record S3Settings(
    @Nullable URI endpointUrl,
    @Nullable String region,
    @Nullable String profile,
    boolean noSignRequest,
    boolean forcePathStyle,
    Duration ioTimeout) {
  static S3Settings of(Values values) {
    return new S3Settings(
        values.find(Definitions.ENDPOINT_URL),
        values.find(Definitions.REGION),
        values.find(Definitions.PROFILE),
        values.get(Definitions.NO_SIGN_REQUEST),
        values.get(Definitions.FORCE_PATH_STYLE),
        values.get(Definitions.IO_TIMEOUT));
  }
}
