package io.sluice.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NfsUrlTest {
  @ParameterizedTest
  @CsvSource({
    "nfs://localhost/bucket/a, localhost, 2049, /bucket/a",
    "nfs://localhost:12049/bucket, localhost, 12049, /bucket",
    "nfs://[::1]:111/b/, ::1, 111, /b/",
    "nfs://h, h, 2049, /",
    "nfs://h/b/a%20b%25+c?d#e, h, 2049, /b/a b%+c?d#e",
    "nfs://h/b/%C3%A4ä, h, 2049, /b/ää",
  })
  void isReadAsItIsTyped(String text, String host, int port, String path) {
    assertThat(NfsUrl.parse(text)).isEqualTo(new NfsUrl(host, port, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nfs://",
        "nfs:///b",
        "http://h/b",
        "nfs://h:0/b",
        "nfs://h:65536/",
        "nfs://h/%4",
        "nfs://h/%zz",
        "nfs://::1/b",
        "nfs://h/a%"
      })
  void whatIsNoUrlIsRefusedInASentence(String text) {
    assertThatThrownBy(() -> NfsUrl.parse(text))
        .isInstanceOf(NfsClientException.class)
        .hasMessageContaining(text);
  }

  @Test
  void emptyNamesAndDotsLeadNowhere() {
    assertThat(NfsUrl.names("/b//a/./c/")).containsExactly("b", "a", "c");
    assertThat(NfsUrl.names("/")).isEmpty();
  }
}
