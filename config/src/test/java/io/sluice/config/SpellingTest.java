package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 500ms",
    "1s, 1s",
    "60s, 1m",
    "90s, 90s",
    "24h, 24h",
    "0s, 0s",
    "1500ms, 1500ms"
  })
  void durationsAreShownAsTheyAreRead(String text, String shown) {
    assertThat(DurationSpelling.show(DurationSpelling.parse(text))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"4096, 4KiB", "64MiB, 64MiB", "1GiB, 1GiB", "1000, 1000", "1025KiB, 1025KiB", "0, 0"})
  void sizesAreShownAsTheyAreRead(String text, String shown) {
    assertThat(ByteSize.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5GiB", "9999999999TiB", "1 GiB", "1gib"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a4_timesToLiveHaveTwoNames() {
    assertThat(Ttl.parse("minimal")).isEqualTo(Ttl.parse("0s")).hasToString("minimal");
    assertThat(Ttl.parse("0").isMinimal()).isTrue();
    assertThat(Ttl.parse("indefinite").isIndefinite()).isTrue();
    assertThat(Ttl.parse("5m").duration()).isEqualTo(Duration.ofMinutes(5));
  }
}
