package io.sluice.server.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DerivedExportsTest {
  @TempDir Path directory;

  @Test
  void whatIsRememberedSurvivesARestart() throws IOException {
    DerivedExports exports = new DerivedExports(directory);
    assertThat(exports.remember("/bucket/a b")).isTrue();
    assertThat(exports.remember("/bucket/ü")).isTrue();
    assertThat(exports.remember("/bucket/ü")).isTrue();

    assertThat(new DerivedExports(directory).paths()).containsExactly("/bucket/a b", "/bucket/ü");
  }

  @Test
  void thereIsABound() throws IOException {
    DerivedExports exports = new DerivedExports(directory);
    for (int i = 0; i < DerivedExports.MOST; i++) {
      assertThat(exports.remember("/bucket/" + i)).isTrue();
    }

    assertThat(exports.remember("/bucket/more")).isFalse();
    assertThat(exports.remember("/bucket/7")).isTrue();
  }
}
