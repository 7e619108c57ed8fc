package io.sluice.vfs.s3.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentRangeTest {
  @Test
  void readsTheHeader() {
    assertThat(ContentRange.parse("bytes 5-9/20")).isEqualTo(new ContentRange(5, 9, 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes */20",
        "bytes 5-9/*",
        "bytes 9-5/20",
        "bytes 5-20/20",
        "bytes -1-2/20",
        "5-9/20",
        "bytes 1-2/99999999999999999999"
      })
  void otherThingsAreNoRange(String header) {
    assertThat(ContentRange.parse(header)).isNull();
  }

  @Test
  void answersOnlyWhatWasAsked() {
    ContentRange range = new ContentRange(5, 9, 20);
    assertThat(range.answers(5, 5)).isTrue();
    assertThat(range.answers(4, 6)).isFalse();
    assertThat(range.answers(5, 6)).isFalse();
    assertThat(range.answers(5, 4)).isFalse();
  }

  @Test
  void theEndOfTheObjectCutsTheAnswer() {
    assertThat(new ContentRange(15, 19, 20).answers(15, 100)).isTrue();
  }
}
