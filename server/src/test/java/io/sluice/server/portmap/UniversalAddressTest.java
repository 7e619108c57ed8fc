package io.sluice.server.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UniversalAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1.8.1", "0.0.0.0.0.111", "::1.255.255"})
  void whatIsParsedIsFormattedBack(String text) {
    assertThat(UniversalAddress.parse(text).map(UniversalAddress::format)).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "1.2", "127.0.0.1", "127.0.0.1.256.1", "127.0.0.1.-1.1", "host.8.1"})
  void nonsenseIsNoAddress(String text) {
    assertThat(UniversalAddress.parse(text)).isEmpty();
  }
}
