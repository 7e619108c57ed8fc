package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigurationDocumentTest {
  private static String row(Setting<?> setting) {
    String allowed = setting.kind().allowed();
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.name(),
            setting.preset().described(),
            allowed.replace("|", "\\|"),
            setting.help().replace("|", "\\|"));
  }

  @Test
  void theTableListsEverySettingAsItIsDefined() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/CONFIGURATION.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(rows)
        .isEqualTo(Definitions.ALL.stream().map(ConfigurationDocumentTest::row).toList());
  }
}
