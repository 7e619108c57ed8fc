package io.sluice.server.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Ttl;
import io.sluice.server.process.OperatingSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MountOptionsTest {
  private static MountOptions options(String export, String ttl) {
    return options(export, ttl, ttl);
  }

  private static MountOptions options(String export, String ttl, String negativeTtl) {
    return new MountOptions(
        "127.0.0.1", 2049, export, Ttl.parse(ttl), Ttl.parse(negativeTtl), false);
  }

  @ParameterizedTest
  @CsvSource({"1s, 1", "500ms, 0", "minimal, 0", "90s, 90", "5m, 300", "indefinite, 86400"})
  void a4_linuxKeepsAttributesNoLongerThanTheTtl(String ttl, int seconds) {
    assertThat(options("/bucket", ttl).linux())
        .isEqualTo("vers=3,tcp,port=2049,mountport=2049,nolock,hard,noatime,actimeo=" + seconds);
  }

  @ParameterizedTest
  @CsvSource({"10m, 1s, true", "1s, minimal, true", "1s, 1s, false", "1s, 10m, false"})
  void a4_linuxAsksForAbsentNamesThatAreBelievedForLess(
      String ttl, String negativeTtl, boolean isAsked) {
    assertThat(options("/bucket", ttl, negativeTtl).linux().contains(",lookupcache=positive"))
        .isEqualTo(isAsked);
  }

  @Test
  void aReadOnlyServerIsMountedReadOnly() {
    MountOptions options = new MountOptions("::1", 7, "/bucket", Ttl.MINIMAL, Ttl.MINIMAL, true);

    assertThat(options.linux()).endsWith(",actimeo=0,ro");
    assertThat(options.source()).isEqualTo("[::1]:/bucket");
  }

  @Test
  void theCommandCanBePasted() {
    assertThat(options("/bucket/it's mine", "1s").command(OperatingSystem.LINUX))
        .endsWith("actimeo=1 '127.0.0.1:/bucket/it'\\''s mine' DIR");
    assertThat(options("/bucket", "1s").command(OperatingSystem.MAC_OS))
        .startsWith("mount -t nfs -o vers=3,tcp,port=2049,mountport=2049,rwsize=1048576,")
        .contains("locallocks,nonegnamecache")
        .endsWith(" 127.0.0.1:/bucket DIR");
    assertThat(options("/bucket", "1s").command(OperatingSystem.WINDOWS))
        .contains("\\\\127.0.0.1\\bucket X:");
  }
}
