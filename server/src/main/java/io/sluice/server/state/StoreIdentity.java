package io.sluice.server.state;

import io.sluice.config.S3Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which S3 server is meant, and as whom: one name can mean several buckets. It is told from what
/// was set, and nobody is asked, so the same server may have two identities, but one identity never
/// means two servers.
///
/// @param endpoint its URL; empty for the one of the profile, or AWS
/// @param profile of the AWS configuration, with the files that it is in if they are not the usual
public record StoreIdentity(String endpoint, String profile) {
  /// What the settings and the variables of AWS say.
  public static StoreIdentity of(S3Settings settings, Map<String, String> environment) {
    URI given = settings.endpointUrl();
    String endpoint = given == null ? endpoint(environment) : normal(given);
    String named = Objects.requireNonNullElse(settings.profile(), "");
    Stream<String> profile =
        Stream.of(
            named.isEmpty() ? text(environment, "AWS_PROFILE") : named,
            text(environment, "AWS_CONFIG_FILE"),
            text(environment, "AWS_SHARED_CREDENTIALS_FILE"));
    return new StoreIdentity(endpoint, String.join(" ", profile.toList()).strip());
  }

  private static String endpoint(Map<String, String> environment) {
    if (text(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").equalsIgnoreCase("true")) {
      return "";
    }
    return Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .map(name -> text(environment, name))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(StoreIdentity::normal)
        .orElse("");
  }

  private static String text(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static String normal(String text) {
    try {
      return normal(URI.create(text));
    } catch (IllegalArgumentException noUrl) {
      return text;
    }
  }

  /// The same text for the same server, however it is written.
  private static String normal(URI url) {
    String scheme = lower(url.getScheme());
    boolean usual = List.of("http:80", "https:443").contains(scheme + ":" + url.getPort());
    String port = usual || url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = Objects.requireNonNullElse(url.getRawPath(), "").replaceFirst("/+$", "");
    return scheme + "://" + lower(url.getHost()) + port + path;
  }

  private static String lower(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").toLowerCase(Locale.ROOT);
  }
}
