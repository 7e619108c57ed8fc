package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsErrorsTest {
  private static final Machine MACHINE = new Machine(1000, 1000, 8L << 30, Path.of("/state"));

  @TempDir Path directory;

  private static void assertRefused(
      Map<String, String> environment, Map<String, String> flags, String sentence) {
    assertThatThrownBy(() -> new SettingsLoader(MACHINE, environment).load(flags))
        .isInstanceOf(SettingsException.class)
        .hasMessage(sentence);
  }

  private Map<String, String> file(String... lines) throws IOException {
    Path file = Files.writeString(directory.resolve("s.yaml"), String.join("\n", lines));
    return Map.of("config", file.toString());
  }

  @Test
  void x5_aPasswordInAUrlIsNotShown() {
    assertRefused(
        Map.of(),
        Map.of("endpoint-url", "https://user:secret@h"),
        "--endpoint-url on the command line is \"***\", but it takes an http or https URL such as"
            + " http://localhost:9000.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          port                  ; 65536        ; a number from 0 to 65535
          port                  ; many         ; a number from 0 to 65535
          io-timeout            ; 10ms         ; a duration from 1s to 1h such as 500ms, 45s or 5m
          io-timeout            ; 45           ; a duration from 1s to 1h such as 500ms, 45s or 5m
          metadata-ttl          ; 25h          ; a duration up to 24h such as 500ms, 1s or 5m, minimal, or indefinite
          memory-target         ; 1MiB         ; a size from 32MiB to 1TiB such as 512MiB
          memory-target         ; 64MB         ; a size from 32MiB to 1TiB such as 512MiB
          file-mode             ; 0899         ; permission bits in octal from 0 to 0777, such as 0644
          file-mode             ; 01777        ; permission bits in octal from 0 to 0777, such as 0644
          uid                   ; -1           ; a number from 0 to 4294967294
          listen                ; localhost    ; addresses such as 127.0.0.1,::1
          clients               ; 10.0.0.0/33  ; ranges of addresses such as 10.0.0.0/8,fd00::/8
          portmap               ; ON           ; one of auto|on|off
          read-only             ; yes          ; true or false
          endpoint-url          ; localhost:80 ; an http or https URL such as http://localhost:9000
          metrics-listen        ; 9049         ; an address and port such as 127.0.0.1:9049, or off
          """)
  void aValueOutOfBoundsIsRefusedWithTheBounds(String flag, String value, String allowed) {
    assertRefused(
        Map.of(),
        Map.of(flag, value),
        "--%s on the command line is \"%s\", but it takes %s.".formatted(flag, value, allowed));
  }

  @Test
  void theSentenceNamesTheVariable() {
    assertRefused(
        Map.of("SLUICE_UID", "ann"),
        Map.of(),
        "SLUICE_UID in the environment is \"ann\", but it takes a number from 0 to 4294967294.");
  }

  @Test
  void theSentenceNamesTheFile() throws IOException {
    assertRefused(
        Map.of(),
        file("port: 99999"),
        "port in %s is \"99999\", but it takes a number from 0 to 65535."
            .formatted(directory.resolve("s.yaml")));
  }

  @Test
  void anUnknownKeyOfTheFileIsRefused() throws IOException {
    assertRefused(
        Map.of(),
        file("prot: 1"),
        "prot in %s is no setting; docs/CONFIGURATION.md lists them."
            .formatted(directory.resolve("s.yaml")));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertRefused(
        Map.of(),
        Map.of("config", "/absent.yaml"),
        "--config /absent.yaml cannot be read (NoSuchFileException): name a file that this user may"
            + " read.");
  }

  @Test
  void aKeyWithoutValueIsRefused() throws IOException {
    assertRefused(
        Map.of(),
        file("port:"),
        "port in %s is \"\", but it takes a number from 0 to 65535."
            .formatted(directory.resolve("s.yaml")));
  }

  @Test
  void aFileThatIsNoMappingIsRefused() throws IOException {
    assertRefused(
        Map.of(),
        file("- port"),
        "--config %s must hold lines of the form `name: value`."
            .formatted(directory.resolve("s.yaml")));
  }

  @Test
  void aKeyGivenTwiceIsRefused() throws IOException {
    Map<String, String> flags = file("port: 1", "port: 2");
    assertThatThrownBy(() -> new SettingsLoader(MACHINE, Map.of()).load(flags))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("Duplicate")
        .hasMessageContaining("line 2");
  }

  @Test
  void controlCharactersOfAValueAreNotRepeated() {
    assertRefused(
        Map.of(),
        Map.of("port", "1\u001b[2J"),
        "--port on the command line is \"1?[2J\", but it takes a number from 0 to 65535.");
  }
}
