package io.sluice.vfs.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountedNameTest {
  @ParameterizedTest
  @CsvSource({
    "f9, f10",
    "part-09.csv, part-10.csv",
    "part-99.csv, part-100.csv",
    "clip1.mp4, clip2.mp4",
    "disk.001, disk.002",
    "2024-01-31.log, 2024-01-32.log",
    "name, ''",
    "name.mp3, name.mp4",
    "a1234567890123456789, ''"
  })
  void theLastNumberOfANameCounts(String name, String next) {
    assertThat(CountedName.next(name)).isEqualTo(next);
  }
}
