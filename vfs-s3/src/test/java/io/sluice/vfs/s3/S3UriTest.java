package io.sluice.vfs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3UriTest {
  @ParameterizedTest
  @CsvSource({
    "s3://pictures, '', s3://pictures",
    "s3://pictures/, '', s3://pictures",
    "s3://pictures///, '', s3://pictures",
    "s3://pictures/2026, 2026/, s3://pictures/2026",
    "s3://pictures//2026/may//, 2026/may/, s3://pictures/2026/may",
    "s3://pictures/a b%20c, a b%20c/, s3://pictures/a b%20c",
  })
  void thePrefixHasOneSlashAtItsEnd(String text, String prefix, String shown) {
    S3Uri uri = S3Uri.parse(text);
    assertThat(uri.bucket().text()).isEqualTo("pictures");
    assertThat(uri.prefix()).isEqualTo(prefix);
    assertThat(uri).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pictures", "S3://pictures", "http://pictures", "s3:/pictures"})
  void otherAddressesAreRefused(String text) {
    assertThatThrownBy(() -> S3Uri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' names no bucket: write s3://BUCKET or s3://BUCKET/PREFIX.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://", "s3://ab", "s3://Pictures", "s3://-pic", "s3://a_b_c", "s3://a b c"})
  void badNamesOfBucketsAreRefused(String text) {
    assertThatThrownBy(() -> S3Uri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no bucket: a bucket's name has 3 to 63 lower-case letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://b-1/a//b", "s3://b-1/./a", "s3://b-1/a/..", "s3://b-1/.."})
  void n10_prefixesThatNoPathCanNameAreRefused(String text) {
    assertThatThrownBy(() -> S3Uri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which no path can name");
  }

  @Test
  void aPrefixLeavesRoomForAKey() {
    assertThatThrownBy(() -> S3Uri.parse("s3://pictures/" + "ü".repeat(512)))
        .hasMessageContaining("longer than 1023 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://AKIA:secret@pictures", "http://user:secret@host/pictures"})
  void x5_credentialsInAnAddressAreNotRepeated(String text) {
    assertThatThrownBy(() -> S3Uri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret@");
  }

  @Test
  void x5_controlCharactersAreEscaped() {
    assertThat(S3Uri.parse("s3://pictures/a\nb")).hasToString("s3://pictures/a\\u000ab");
  }
}
