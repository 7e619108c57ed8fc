package io.sluice.server.mount3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MountPathTest {
  @ParameterizedTest
  @CsvSource({
    "/bucket, /bucket",
    "/bucket/, /bucket",
    "//bucket//some///prefix//, /bucket/some/prefix",
    "bucket, /bucket",
    "/, /",
    "'', /",
    "!, /",
    "\\!, /",
    "\\bucket\\prefix, /bucket/prefix",
    "/bucket/a\\b, /bucket/a\\b",
    "/buc!ket, /buc!ket",
  })
  void pathsAreWrittenInManyWays(String asked, String path) {
    assertThat(MountPath.normalise(asked)).isEqualTo(path);
  }

  @Test
  void theRootStandsForTheOnlyExport() {
    assertThat(MountPath.exported("/", table("/bucket"))).isEqualTo("/bucket");
    assertThat(MountPath.exported("/", table("/one", "/two"))).isEqualTo("/");
    assertThat(MountPath.exported("/other", table("/bucket"))).isEqualTo("/other");
  }

  private static ExportTable table(String... exports) {
    return new ExportTable() {
      @Override
      public List<String> exports() {
        return List.of(exports);
      }

      @Override
      public MountOutcome mount(String path) {
        return new MountOutcome.NoEntry();
      }

      @Override
      public void unmounted(String path) {}
    };
  }
}
