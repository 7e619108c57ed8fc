package io.sluice.server.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Machine;
import io.sluice.config.SettingsLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoreIdentityTest {
  private static StoreIdentity identity(
      Map<String, String> flags, Map<String, String> environment) {
    Machine machine = new Machine(7, 7, 1L << 30, Path.of("/state"));
    return StoreIdentity.of(new SettingsLoader(machine, Map.of()).load(flags).s3(), environment);
  }

  private static StoreIdentity at(String endpoint) {
    return identity(Map.of("endpoint-url", endpoint), Map.of());
  }

  @Test
  void oneServerIsOneHoweverItsUrlIsWritten() {
    assertThat(at("http://Store:80/")).isEqualTo(at("http://store"));
    assertThat(at("https://store:443")).isEqualTo(at("https://store/"));
    assertThat(at("http://store:443")).isNotEqualTo(at("http://store"));
    assertThat(at("https://store/a/"))
        .isEqualTo(at("https://store/a"))
        .isNotEqualTo(at("https://store"));
  }

  @Test
  void theEndpointMayBeInTheVariablesOfAws() {
    StoreIdentity aws = identity(Map.of(), Map.of());
    Map<String, String> variables = Map.of("AWS_ENDPOINT_URL", "http://store/");

    assertThat(identity(Map.of(), variables)).isEqualTo(at("http://store")).isNotEqualTo(aws);
    assertThat(identity(Map.of("endpoint-url", "http://other"), variables))
        .isEqualTo(at("http://other"));
    assertThat(
            identity(
                Map.of(),
                Map.of("AWS_ENDPOINT_URL", "http://a", "AWS_ENDPOINT_URL_S3", "http://store")))
        .isEqualTo(at("http://store"));
    assertThat(
            identity(
                Map.of(),
                Map.of(
                    "AWS_ENDPOINT_URL", "http://a", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")))
        .isEqualTo(aws);
  }

  @Test
  void aProfileMayNameAnEndpoint() {
    StoreIdentity usual = identity(Map.of(), Map.of());

    assertThat(identity(Map.of("profile", "minio"), Map.of()))
        .isEqualTo(identity(Map.of(), Map.of("AWS_PROFILE", "minio")))
        .isNotEqualTo(usual);
    assertThat(identity(Map.of(), Map.of("AWS_CONFIG_FILE", "/else"))).isNotEqualTo(usual);
  }
}
