package io.sluice.vfs.s3.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

final class ListedTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2009-10-12T17:50:30Z, 2009-10-12T17:50:30Z",
    "2009-10-12T17:50:30.5Z, 2009-10-12T17:50:30.500Z",
    "2024-02-29T23:59:59.123456789Z, 2024-02-29T23:59:59.123456789Z",
    "2009-10-12T17:50:30+02:00, 2009-10-12T15:50:30Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
  })
  void timesAreRead(String text, Instant time) {
    assertThat(ListedTime.parse(text)).isEqualTo(time);
  }

  @Test
  void anyTimeIsReadAsTheJdkReadsIt() {
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(-1L << 33, 1L << 34), random.nextInt());
      assertThat(ListedTime.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2009-10-12",
        "2009-13-12T17:50:30Z",
        "2009-02-30T17:50:30Z",
        "2009-10-12T24:50:30Z",
        "2009-10-12T17:60:30Z",
        "2009-10-12T17:50:30",
      })
  void whatIsNoTimeIsAnError(String text) {
    assertThatThrownBy(() -> ListedTime.parse(text)).isInstanceOf(SdkClientException.class);
  }
}
