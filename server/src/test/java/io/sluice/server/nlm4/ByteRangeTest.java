package io.sluice.server.nlm4;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "0, -1, true",
    "0, 9223372036854775807, true",
    "1, 9223372036854775807, false",
    "9223372036854775806, 1, true",
    "9223372036854775807, 0, false",
    "-1, 1, false",
    "5, -2, false",
  })
  void offsetAndLengthMustFitAFile(long offset, long length, boolean valid) {
    assertThat(ByteRange.isValid(offset, length)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "10, -1, 0", "10, 5, 5"})
  void aRangeToTheEndOfTheFileHasLength0(long offset, long length, long shown) {
    assertThat(ByteRange.of(offset, length).length()).isEqualTo(shown);
  }
}
