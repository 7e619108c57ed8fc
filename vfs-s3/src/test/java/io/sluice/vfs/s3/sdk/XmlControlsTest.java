package io.sluice.vfs.s3.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XmlControlsTest {
  @ParameterizedTest
  @CsvSource({"&#1;, ????", "&#x1;, ?????", "&#x1F;, ??????", "&#031;, ??????", "&#xb;, ?????"})
  void referencesToWhatXmlDoesNotHaveAreReplaced(String reference, String marks) {
    assertThat(replaced("<Key>ü" + reference + "</Key>")).isEqualTo("<Key>ü" + marks + "</Key>");
  }

  @ParameterizedTest
  @CsvSource({"&#9;", "&#xA;", "&#xd;", "&#13;", "&#32;", "&#x20;", "&amp;#1;", "&#x1F600;"})
  void otherReferencesStay(String reference) {
    assertThat(replaced("<Key>" + reference + "</Key>")).isEqualTo("<Key>" + reference + "</Key>");
  }

  @Test
  void bareControlCharactersAreReplacedAndLineEndsStay() {
    assertThat(replaced("a\u0000b\u001fc\t\r\n")).isEqualTo("a?b?c\t\r\n");
  }

  private static String replaced(String document) {
    byte[] bytes = XmlControls.replaced(document.getBytes(StandardCharsets.UTF_8));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
